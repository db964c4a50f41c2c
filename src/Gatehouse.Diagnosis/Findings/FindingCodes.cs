using System.Collections.Frozen;

namespace Gatehouse.Diagnosis.Findings;

/// <summary>Codes of verdicts and findings; scripts rely on them.</summary>
public static class FindingCodes
{
    /// <summary>Conversations complete; warnings may stand beside it.</summary>
    public const string Healthy = "healthy";

    /// <summary>The evidence does not decide.</summary>
    public const string Inconclusive = "inconclusive";

    /// <summary>SYNs unanswered.</summary>
    public const string TcpNoAnswer = "tcp-no-answer";

    /// <summary>SYN answered by RST.</summary>
    public const string TcpRefused = "tcp-refused";

    /// <summary>ICMP or ICMPv6 says unreachable.</summary>
    public const string IcmpRejected = "icmp-rejected";

    /// <summary>Established connection reset outside the TLS handshake.</summary>
    public const string TcpReset = "tcp-reset";

    /// <summary>A RST its claimed sender never sent.</summary>
    public const string TcpResetInjected = "tcp-reset-injected";

    /// <summary>No TLS version in common.</summary>
    public const string TlsVersionMismatch = "tls-version-mismatch";

    /// <summary>The version fits, no cipher suite does.</summary>
    public const string TlsNoCommonCipher = "tls-no-common-cipher";

    /// <summary>ClientHello answered by RST or FIN and nothing tells why.</summary>
    public const string TlsRefusedAfterHello = "tls-refused-after-hello";

    /// <summary>Completed below the client's best.</summary>
    public const string TlsDowngraded = "tls-downgraded";

    /// <summary>Completed below TLS 1.2 because nothing better was offered.</summary>
    public const string TlsOldVersion = "tls-old-version";

    /// <summary>Somebody between the two presents a certificate of its own.</summary>
    public const string TlsIntercepted = "tls-intercepted";

    /// <summary>A side rejects the other's certificate because it has expired.</summary>
    public const string TlsCertificateExpired = "tls-certificate-expired";

    /// <summary>A side rejects the other's certificate because its validity has not begun.</summary>
    public const string TlsCertificateNotYetValid = "tls-certificate-not-yet-valid";

    /// <summary>A side does not trust the issuer of the other's certificate.</summary>
    public const string TlsCertificateUntrusted = "tls-certificate-untrusted";

    /// <summary>The certificate is for another name.</summary>
    public const string TlsCertificateNameMismatch = "tls-certificate-name-mismatch";

    /// <summary>A side rejects the other's certificate and does not say why.</summary>
    public const string TlsCertificateRejected = "tls-certificate-rejected";

    /// <summary>The server demands a client certificate and gets none.</summary>
    public const string TlsClientCertificateMissing = "tls-client-certificate-missing";

    /// <summary>The server rejects the client's certificate.</summary>
    public const string TlsClientCertificateRejected = "tls-client-certificate-rejected";

    /// <summary>Any other fatal alert.</summary>
    public const string TlsAlert = "tls-alert";

    /// <summary>The handshake stops and nothing explains it.</summary>
    public const string TlsHandshakeStalled = "tls-handshake-stalled";

    /// <summary>Plain HTTP sent to a TLS port.</summary>
    public const string HttpOnTlsPort = "http-on-tls-port";

    /// <summary>TLS sent to a plain HTTP port.</summary>
    public const string TlsOnHttpPort = "tls-on-http-port";

    /// <summary>Transport settings of server and agents disagree.</summary>
    public const string TransportMismatch = "transport-mismatch";

    /// <summary>Fragments of one datagram do not all arrive.</summary>
    public const string IpFragmentsLost = "ip-fragments-lost";

    /// <summary>Large packets vanish and no ICMP tells the sender.</summary>
    public const string PathMtuBlackHole = "path-mtu-black-hole";

    /// <summary>Whole requests vanish between vantage points.</summary>
    public const string RequestLost = "request-lost";

    /// <summary>Whole replies vanish between vantage points.</summary>
    public const string ReplyLost = "reply-lost";

    /// <summary>The request reached the server, which never answered.</summary>
    public const string ServerSilent = "server-silent";

    /// <summary>Nothing to or from the server in a capture that would have shown it.</summary>
    public const string NoTraffic = "no-traffic";

    /// <summary>The server's name does not resolve, or to the wrong address.</summary>
    public const string NameResolutionFailed = "name-resolution-failed";

    /// <summary>A proxy refuses CONNECT.</summary>
    public const string ProxyRefused = "proxy-refused";

    /// <summary>The channel works and the server answers with an HTTP error.</summary>
    public const string HttpError = "http-error";

    /// <summary>A side stops reading.</summary>
    public const string TcpZeroWindow = "tcp-zero-window";

    /// <summary>Request retransmitted without reply, and the evidence cannot tell why.</summary>
    public const string RequestUnanswered = "request-unanswered";

    /// <summary>A security-check report larger than the path allows and below the compression threshold.</summary>
    public const string ReportExceedsMtu = "report-exceeds-mtu";

    /// <summary>Loss beyond 1 % that recovery survived.</summary>
    public const string PacketLoss = "packet-loss";

    /// <summary>The channel works; the endpoint fails its checks.</summary>
    public const string PostureNoncompliant = "posture-noncompliant";

    /// <summary>The capture itself has holes.</summary>
    public const string CaptureIncomplete = "capture-incomplete";

    private static readonly FrozenSet<string> Faults = FrozenSet.ToFrozenSet(
    [
        TcpNoAnswer, TcpRefused, IcmpRejected, TcpReset, TcpResetInjected,
        TlsVersionMismatch, TlsNoCommonCipher, TlsRefusedAfterHello, TlsDowngraded, TlsOldVersion,
        TlsIntercepted, TlsCertificateExpired, TlsCertificateNotYetValid, TlsCertificateUntrusted, TlsCertificateNameMismatch,
        TlsCertificateRejected, TlsClientCertificateMissing, TlsClientCertificateRejected, TlsAlert, TlsHandshakeStalled,
        HttpOnTlsPort, TlsOnHttpPort, TransportMismatch, IpFragmentsLost, PathMtuBlackHole,
        RequestLost, ReplyLost, ServerSilent, NoTraffic, NameResolutionFailed,
        ProxyRefused, HttpError, TcpZeroWindow, RequestUnanswered, ReportExceedsMtu,
        PostureNoncompliant,
    ]);

    /// <summary>Whether a text is one of these codes, and one that a failure can have.</summary>
    internal static bool IsKnown(string code) => Faults.Contains(code);
}
