namespace Gatehouse.Diagnosis.Comparison.Steps;

/// <summary>Codes of steps; scripts rely on them.</summary>
internal static class StepCodes
{
    public const string Lookup = "name.lookup";
    public const string NameServer = "name.server";
    public const string LookupTime = "name.time";
    public const string Server = "server";
    public const string ClientTtl = "path.client-ttl";
    public const string ServerTtl = "path.server-ttl";
    public const string ClientMss = "tcp.client-mss";
    public const string ServerMss = "tcp.server-mss";
    public const string WindowScale = "tcp.window-scale";
    public const string TcpAnswer = "tcp.answer";
    public const string TcpTime = "tcp.time";
    public const string Speaks = "tcp.carries";
    public const string TlsVersions = "tls.versions";
    public const string TlsSuites = "tls.suites";
    public const string TlsExtensions = "tls.extensions";
    public const string TlsServerName = "tls.server-name";
    public const string TlsAlpn = "tls.alpn";
    public const string TlsAnswer = "tls.answer";
    public const string TlsVersion = "tls.version";
    public const string TlsSuite = "tls.suite";
    public const string TlsTime = "tls.time";
    public const string Subject = "certificate.subject";
    public const string Issuer = "certificate.issuer";
    public const string Validity = "certificate.validity";
    public const string Fingerprint = "certificate.sha256";
    public const string ClientCertificate = "certificate.client";
    public const string TlsAlert = "tls.alert";
    public const string TlsOutcome = "tls.outcome";
    public const string HttpRequest = "http.request";
    public const string HttpAnswer = "http.answer";
    public const string CheckRequest = "check.request";
    public const string CheckPolicy = "check.policy";
    public const string CheckReport = "check.report";
    public const string CheckPatches = "check.patches";
    public const string CheckVerdict = "check.verdict";
    public const string CheckTime = "check.time";
    public const string UdpRequest = "udp.request";
    public const string UdpAnswers = "udp.answers";
    public const string Icmp = "icmp";
    public const string Retransmissions = "tcp.retransmissions";
    public const string LargestSegment = "tcp.largest-segment";
    public const string EndedBy = "end.by";
}
