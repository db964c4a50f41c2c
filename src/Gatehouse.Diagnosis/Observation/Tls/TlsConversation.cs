using Gatehouse.Capture;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Observation.Tls;

/// <summary>The TLS conversation inside a connection. Frame numbers are 0 where nothing of the kind was seen.</summary>
public sealed class TlsConversation
{
    /// <summary>Most alerts kept.</summary>
    public const int MostAlerts = 8;

    private List<TlsAlertSeen>? _alerts;

    /// <summary>The first ClientHello; null when not captured or not readable.</summary>
    public ClientHello? ClientHello { get; internal set; }

    /// <summary>The frame in which it ends.</summary>
    public long ClientHelloFrame { get; internal set; }

    /// <summary>When that frame was captured.</summary>
    public Timestamp ClientHelloTime { get; internal set; } = Timestamp.None;

    /// <summary>HelloRetryRequest, or the HelloVerifyRequest of DTLS.</summary>
    public long HelloRetryFrame { get; internal set; }

    /// <summary>The ServerHello; null when none was seen.</summary>
    public ServerHello? ServerHello { get; internal set; }

    /// <summary>The frame in which it ends.</summary>
    public long ServerHelloFrame { get; internal set; }

    /// <summary>When that frame was captured.</summary>
    public Timestamp ServerHelloTime { get; internal set; } = Timestamp.None;

    /// <summary>The server's certificates, its own first (TLS 1.2 and older; later they are encrypted).</summary>
    public IReadOnlyList<CertificateFacts> Certificates { get; internal set; } = [];

    /// <summary>The frame in which the server's Certificate message ends.</summary>
    public long CertificateFrame { get; internal set; }

    /// <summary>CertificateRequest (TLS 1.2 and older).</summary>
    public long CertificateRequestFrame { get; internal set; }

    /// <summary>ServerHelloDone.</summary>
    public long ServerHelloDoneFrame { get; internal set; }

    /// <summary>The client's certificates; null when it sent no Certificate message, empty when it sent an empty one.</summary>
    public IReadOnlyList<CertificateFacts>? ClientCertificates { get; internal set; }

    /// <summary>The client's Certificate message.</summary>
    public long ClientCertificateFrame { get; internal set; }

    /// <summary>ClientKeyExchange.</summary>
    public long ClientKeyExchangeFrame { get; internal set; }

    /// <summary>What the client said.</summary>
    public TlsDirection FromClient { get; } = new();

    /// <summary>What the server said.</summary>
    public TlsDirection FromServer { get; } = new();

    /// <summary>Alerts in order.</summary>
    public IReadOnlyList<TlsAlertSeen> Alerts => _alerts ?? (IReadOnlyList<TlsAlertSeen>)[];

    /// <summary>The first fatal alert in the clear; null when none.</summary>
    public TlsAlertSeen? FatalAlert => _alerts?.Find(alert => alert.Alert.IsFatal);

    /// <summary>The version agreed on, 0 while there is none.</summary>
    public ushort Version => ServerHello?.Version ?? 0;

    /// <summary>
    /// Whether both sides finished the handshake. In TLS 1.3 the client's records behind the ServerHello are its Finished,
    /// so the server may still refuse the client's certificate afterwards.
    /// </summary>
    public bool IsHandshakeComplete => ServerHello is not null && (IsVersion13
        ? FromServer.ApplicationDataFrame != 0 && FromClient.ApplicationDataFrame != 0
        : (FromClient.EncryptedHandshakeFrame != 0 && FromServer.EncryptedHandshakeFrame != 0)
            || (FromClient.ApplicationDataFrame != 0 && FromServer.ApplicationDataFrame != 0));

    /// <summary>Whether the client sent anything of its own behind its part of the handshake; an alert is nothing of its own.</summary>
    public bool ClientUsedIt => IsVersion13
        ? Tls13ClientFlight.Of(this).IsFollowedByData
        : FromClient.ApplicationDataRecords > 0;

    /// <summary>Whether the server sent data of its own (TLS 1.2 and older only; TLS 1.3 hides where the handshake ends).</summary>
    public bool ServerUsedIt => !IsVersion13 && FromServer.ApplicationDataRecords > 0;

    /// <summary>Whether the server went on with an earlier session, so that no certificate was shown in this one.</summary>
    public bool IsResumed => ServerHello is { } hello && (IsVersion13
        ? hello.Extensions.AsSpan().Contains(ExtensionTypes.PreSharedKey)
        : CertificateFrame == 0 && FromServer.EncryptedHandshakeFrame != 0);

    private bool IsVersion13 => TlsVersions.Rank(Version) >= TlsVersions.Tls13;

    /// <summary>What one side said.</summary>
    public TlsDirection From(Side side) => side == Side.Client ? FromClient : FromServer;

    /// <summary>How it went, given how the connection around it ended.</summary>
    internal TlsOutcome Outcome(TcpEnding ending)
    {
        bool ended = ending != TcpEnding.None;
        if (IsHandshakeComplete)
        {
            bool wasUsed = ClientUsedIt || ServerUsedIt || !ended;
            return wasUsed && FatalAlert is null ? TlsOutcome.Established : TlsOutcome.Aborted;
        }

        if ((!ended && FatalAlert is null) || ClientHello is null)
        {
            return TlsOutcome.Incomplete;
        }

        bool byServer = ending is TcpEnding.ServerFin or TcpEnding.ServerReset || FatalAlert?.From == Side.Server;
        return ServerHello is null && byServer ? TlsOutcome.Refused : TlsOutcome.Aborted;
    }

    internal void Add(TlsAlertSeen alert)
    {
        _alerts ??= [];
        if (_alerts.Count < MostAlerts)
        {
            _alerts.Add(alert);
        }
    }
}
