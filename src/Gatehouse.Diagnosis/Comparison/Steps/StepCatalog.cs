namespace Gatehouse.Diagnosis.Comparison.Steps;

/// <summary>All steps in the order in which they happen.</summary>
internal static class StepCatalog
{
    private const string Name = "Name and path";
    private const string Tcp = "TCP";
    private const string Tls = "TLS";
    private const string Http = "HTTP";
    private const string Check = "Security check";
    private const string Udp = "UDP";
    private const string End = "What became of it";

    private const DifferenceWeight Harmless = DifferenceWeight.Harmless;
    private const DifferenceWeight Worth = DifferenceWeight.WorthKnowing;
    private const DifferenceWeight Symptom = DifferenceWeight.Consequence;

    /// <summary>The steps.</summary>
    public static IReadOnlyList<StepDefinition> All { get; } =
    [
        new(StepCodes.Lookup, Name, "name lookup", Worth, "the two look different names up or get different addresses"),
        new(StepCodes.NameServer, Name, "name server", Harmless, "networks have name servers of their own"),
        new(StepCodes.LookupTime, Name, "lookup time", Harmless, "both got an answer"),
        new(StepCodes.Server, Name, "server", Worth, "the two talk to different hosts or ports"),
        new(StepCodes.ClientTtl, Name, "TTL of the client", Harmless, "it tells the operating system and the routers on the way"),
        new(StepCodes.ServerTtl, Name, "TTL of the server", Worth, "the answers take another way, or come from another host"),
        new(StepCodes.ClientMss, Tcp, "MSS of the client", Worth, "it limits what the server may send in one segment"),
        new(StepCodes.ServerMss, Tcp, "MSS of the server", Worth, "a device on the way, or another server, limits segments differently"),
        new(StepCodes.WindowScale, Tcp, "window scale", Harmless, "it concerns throughput"),
        new(StepCodes.TcpAnswer, Tcp, "answer to the SYN", Symptom, "it shows the failure"),
        new(StepCodes.TcpTime, Tcp, "time to connect", Harmless, "both were answered"),
        new(StepCodes.Speaks, Tcp, "the client speaks", Worth, "the two use different protocols"),
        new(StepCodes.TlsVersions, Tls, "versions offered", Worth, "the two clients are set up differently"),
        new(StepCodes.TlsSuites, Tls, "suites offered", Harmless, "what the server chose matters, not what else was offered"),
        new(StepCodes.TlsExtensions, Tls, "extensions offered", Harmless, "servers ignore the ones they do not know"),
        new(StepCodes.TlsServerName, Tls, "server name", Worth, "servers choose their certificate by it, and devices on the way their rules"),
        new(StepCodes.TlsAlpn, Tls, "ALPN", Harmless, "servers answer without it"),
        new(StepCodes.TlsAnswer, Tls, "answer to the hello", Symptom, "it shows the failure"),
        new(StepCodes.TlsVersion, Tls, "version chosen", Worth, "the same server chooses it by what is offered"),
        new(StepCodes.TlsSuite, Tls, "suite chosen", Harmless, "the server chose one that the client offered"),
        new(StepCodes.TlsTime, Tls, "time to answer", Harmless, "both were answered"),
        new(StepCodes.Subject, Tls, "certificate for", Worth, "the two are shown different certificates"),
        new(StepCodes.Issuer, Tls, "certificate issuer", Worth, "the two are shown certificates of different issuers"),
        new(StepCodes.Validity, Tls, "certificate valid", Harmless, "certificates are renewed"),
        new(StepCodes.Fingerprint, Tls, "certificate SHA-256", Harmless, "it differs whenever the certificate does"),
        new(StepCodes.ClientCertificate, Tls, "client certificate", Worth, "the two identify themselves differently"),
        new(StepCodes.TlsAlert, Tls, "alerts", Symptom, "it shows the failure"),
        new(StepCodes.TlsOutcome, Tls, "handshake", Symptom, "it shows the failure"),
        new(StepCodes.HttpRequest, Http, "request", Worth, "the two ask for different things"),
        new(StepCodes.HttpAnswer, Http, "answer", Symptom, "it shows the failure"),
        new(StepCodes.CheckRequest, Check, "1 request", Harmless, "it names the user and the machine, whose names differ in length"),
        new(StepCodes.CheckPolicy, Check, "2 policy", Harmless, "the server has a policy for each group of users"),
        new(StepCodes.CheckReport, Check, "3 report", Worth, "the two machines report different amounts"),
        new(StepCodes.CheckPatches, Check, "patches reported", Harmless, "the number of patches alone does no harm"),
        new(StepCodes.CheckVerdict, Check, "4 verdict", Symptom, "it shows the failure"),
        new(StepCodes.CheckTime, Check, "request to policy", Harmless, "both were answered"),
        new(StepCodes.UdpRequest, Udp, "largest request", Worth, "the two ask for different things"),
        new(StepCodes.UdpAnswers, Udp, "requests answered", Symptom, "it shows the failure"),
        new(StepCodes.LargestSegment, End, "largest segments", Symptom, "it shows the failure"),
        new(StepCodes.Retransmissions, End, "sent again", Symptom, "something was lost or not answered"),
        new(StepCodes.Icmp, End, "ICMP errors", Symptom, "a device objected"),
        new(StepCodes.EndedBy, End, "ended by", Symptom, "either side may close first"),
    ];

    /// <summary>The definition of a step.</summary>
    public static StepDefinition Of(string code) => All.First(step => step.Code == code);
}
