using Gatehouse.Protocol.Keys;
using Gatehouse.Wire.Ead.Sealed;

namespace Gatehouse.Protocol.Client;

/// <summary>What the client holds of its session.</summary>
internal sealed class Session
{
    /// <summary>Server salts whose keys are kept: as many nodes may answer in turn.</summary>
    private const int MaxServerSalts = 4;

    private readonly byte[] _secret;
    private readonly Queue<(byte[] Salt, OpeningKey Key)> _servers = new();

    /// <summary>Takes what the server granted.</summary>
    public Session(TimeSpan now, ulong id, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> token, ReadOnlySpan<byte> proof, TimeSpan expires, ReadOnlySpan<byte> salt)
    {
        Id = id;
        OpenedAt = now;
        Expires = expires;
        Token = token.ToArray();
        Proof = proof.ToArray();
        _secret = secret.ToArray();
        Sealing = new SessionSecret(secret).ClientSealing(salt);
    }

    /// <summary>Names the session.</summary>
    public ulong Id { get; }

    /// <summary>When it was granted.</summary>
    public TimeSpan OpenedAt { get; }

    /// <summary>When it ends.</summary>
    public TimeSpan Expires { get; }

    /// <summary>Travels in every datagram.</summary>
    public byte[] Token { get; }

    /// <summary>Travels in every datagram; empty when there is none yet.</summary>
    public byte[] Proof { get; private set; }

    /// <summary>The last packet number sent with an older proof, or with none.</summary>
    public ulong ProofSince { get; private set; }

    /// <summary>Seals this client's datagrams.</summary>
    public SealingKey Sealing { get; }

    /// <summary>Milliseconds since the session was granted.</summary>
    public uint Age(TimeSpan now) => (uint)Math.Clamp((now - OpenedAt).TotalMilliseconds, 0, uint.MaxValue);

    /// <summary>Sends a proof along from now on.</summary>
    public void Prove(ReadOnlySpan<byte> proof, ulong lastSent)
    {
        Proof = proof.ToArray();
        ProofSince = lastSent;
    }

    /// <summary>Opens a server's datagram. The key of a salt is kept once it has opened one.</summary>
    public bool TryOpen(in SealedDatagram datagram, Span<byte> buffer, out ReadOnlySpan<byte> content)
    {
        foreach ((byte[] salt, OpeningKey known) in _servers)
        {
            if (datagram.Header.Salt.SequenceEqual(salt))
            {
                return known.TryOpen(datagram, buffer, out content);
            }
        }

        OpeningKey key = new SessionSecret(_secret).ServerOpening(datagram.Header.Salt);
        if (!key.TryOpen(datagram, buffer, out content))
        {
            return false;
        }

        if (_servers.Count == MaxServerSalts)
        {
            _servers.Dequeue();
        }

        _servers.Enqueue((datagram.Header.Salt.ToArray(), key));
        return true;
    }
}
