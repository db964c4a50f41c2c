using Gatehouse.Wire.Tls;

namespace Gatehouse.Wire.Tests.Tls;

/// <summary>Writes down what a stream says, one line for each call.</summary>
internal sealed class EventLog : ITlsMessageSink
{
    public List<string> Lines { get; } = [];

    public List<ClientHello> ClientHellos { get; } = [];

    public List<ServerHello> ServerHellos { get; } = [];

    public List<byte[]> Certificates { get; } = [];

    public List<TlsAlert> Alerts { get; } = [];

    public ParseError? Malformed { get; private set; }

    public static EventLog Read(params ReadOnlySpan<byte> bytes)
    {
        EventLog log = new();
        new TlsStream().Push(bytes, log);
        return log;
    }

    public void OnClientHello(ClientHello hello)
    {
        ClientHellos.Add(hello);
        Lines.Add($"ClientHello {hello.RecordVersion:x4} {hello.LegacyVersion:x4} {hello.ServerName} {hello.CipherSuiteCount}");
    }

    public void OnServerHello(ServerHello hello)
    {
        ServerHellos.Add(hello);
        Lines.Add($"ServerHello {hello.Version:x4} {hello.CipherSuite:x4} {hello.IsHelloRetryRequest}");
    }

    public void OnCertificate(ReadOnlySpan<byte> body)
    {
        Certificates.Add(body.ToArray());
        Lines.Add($"Certificate {Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(body))}");
    }

    public void OnHandshake(HandshakeType type, int length) => Lines.Add($"{type} {length}");

    public void OnEncryptedHandshake(int recordLength) => Lines.Add($"EncryptedHandshake {recordLength}");

    public void OnChangeCipherSpec() => Lines.Add("ChangeCipherSpec");

    public void OnAlert(TlsAlert alert, int recordLength)
    {
        Alerts.Add(alert);
        Lines.Add($"Alert {alert.Level} {alert.Name} {recordLength}");
    }

    public void OnApplicationData(int recordLength) => Lines.Add($"ApplicationData {recordLength}");

    public void OnMalformed(ParseError error)
    {
        Malformed = error;
        Lines.Add($"Malformed {error.Kind} {error.Offset}");
    }
}
