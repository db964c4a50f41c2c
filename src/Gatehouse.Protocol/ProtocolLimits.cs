using Gatehouse.Wire.Ead.Sealed;

namespace Gatehouse.Protocol;

/// <summary>Bounds that both ends keep (docs/protocol.md).</summary>
public static class ProtocolLimits
{
    /// <summary>Octets of a body that travels in one datagram: heartbeats, their answers, goodbyes and what the server begins.</summary>
    public const int MaxNote = 768;

    /// <summary>Seconds that a server may ask a client to stay away.</summary>
    public const int MaxComeBackSeconds = 3600;

    /// <summary>Room that a buffer for a datagram needs, in octets.</summary>
    public const int MaxDatagram = SealedLayout.MaxDatagram;

    /// <summary>Octets of a sender's salt.</summary>
    public const int SaltLength = SealedLayout.SaltLength;

    /// <summary>
    /// How far the age of a session that a datagram claims may be from the receiver's own reckoning. A captured datagram is worth something for no
    /// longer; replay windows and push identifiers are remembered for longer than this.
    /// </summary>
    public static TimeSpan FreshFor { get; } = TimeSpan.FromMinutes(2);

    /// <summary>How long after a packet was sent an answer to it is believed.</summary>
    public static TimeSpan AnswersFor { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Refuses a buffer that a datagram may not fit.</summary>
    internal static void CheckRoom(ReadOnlySpan<byte> buffer)
    {
        if (buffer.Length < MaxDatagram)
        {
            throw new ArgumentException($"a buffer for a datagram has at least {MaxDatagram} octets, not {buffer.Length}", nameof(buffer));
        }
    }

    /// <summary>Refuses a body longer than <see cref="MaxNote"/>.</summary>
    internal static void CheckNote(int length)
    {
        if (length > MaxNote)
        {
            throw new ArgumentException($"a body that travels in one datagram has at most {MaxNote} octets, not {length}", nameof(length));
        }
    }
}
