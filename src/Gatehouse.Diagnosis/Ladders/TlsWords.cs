using Gatehouse.Wire;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Ladders;

/// <summary>Names the TLS messages of one direction, segment by segment.</summary>
internal sealed class TlsWords : ITlsMessageSink
{
    private const int MostWords = 4;

    private readonly TlsStream _stream = new();
    private readonly List<string> _words = [];
    private bool _isLost;

    /// <summary>Whether the segment taken last holds an alert.</summary>
    public bool HasAlert { get; private set; }

    /// <summary>Takes the next octets in order.</summary>
    /// <returns>What they complete, or that they are part of something; null when they cannot be read.</returns>
    public string? Take(ReadOnlySpan<byte> octets)
    {
        _words.Clear();
        HasAlert = false;
        if (_isLost)
        {
            return null;
        }

        _stream.Push(octets, this);
        return _words.Count == 0
            ? _isLost ? null : "TLS, a part of a message"
            : string.Join(", ", _words.Take(MostWords)) + (_words.Count > MostWords ? "…" : string.Empty);
    }

    /// <summary>Octets are missing: what comes now cannot be read.</summary>
    public void Lose() => _isLost = true;

    public void OnClientHello(ClientHello hello) => Say($"ClientHello up to {TlsVersions.Name(hello.HighestVersion)}");

    public void OnServerHello(ServerHello hello) =>
        Say(hello.IsHelloRetryRequest ? "HelloRetryRequest" : $"ServerHello {TlsVersions.Name(hello.Version)}");

    public void OnCertificate(ReadOnlySpan<byte> body) => Say("Certificate");

    public void OnHandshake(HandshakeType type, int length) => Say(Enum.IsDefined(type) ? type.ToString() : $"handshake message {(byte)type}");

    public void OnEncryptedHandshake(int recordLength) => Say("handshake, encrypted");

    public void OnChangeCipherSpec() => Say("ChangeCipherSpec");

    public void OnAlert(TlsAlert alert, int recordLength)
    {
        HasAlert = true;
        Say(alert.IsEncrypted ? "alert, encrypted" : $"{(alert.IsFatal ? "fatal alert" : "alert")} {alert.Name}");
    }

    public void OnApplicationData(int recordLength) => Say("application data");

    public void OnMalformed(ParseError error) => _isLost = true;

    private void Say(string word)
    {
        if (_words.Count <= MostWords && (_words.Count == 0 || _words[^1] != word))
        {
            _words.Add(word);
        }
    }
}
