namespace Gatehouse.Diagnosis.Judgement.Tls;

/// <summary>Concrete remedies. Registry paths and values are Microsoft's documented ones.</summary>
internal static class TlsRemedies
{
    /// <summary>The client knows only old versions.</summary>
    public static IReadOnlyList<string> RaiseClientVersion =>
    [
        "Let the client offer TLS 1.2 or later: update the agent or its runtime (Java 8 or later, OpenSSL 1.0.1 or later, .NET Framework 4.6 or later).",
        @"Windows 7 and Server 2008 R2 have TLS 1.2 but do not use it: install KB3140245, set the DWORD DefaultSecureProtocols to 0xA00 under HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Internet Settings\WinHttp (and under HKLM\SOFTWARE\Wow6432Node\… on 64-bit), "
            + @"and under HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.2\Client set Enabled=1 and DisabledByDefault=0. Server 2008 SP2 needs KB4019276 first; XP and Server 2003 cannot speak TLS 1.2 with their own stack.",
        @".NET Framework programs: SystemDefaultTlsVersions=1 and SchUseStrongCrypto=1 under HKLM\SOFTWARE\Microsoft\.NETFramework\v4.0.30319 and v2.0.50727, and under Wow6432Node.",
        @"Until then, if policy allows, let the server accept the older version again for these clients: SCHANNEL\Protocols\TLS 1.1\Server Enabled=1 and DisabledByDefault=0 (Windows), or the ssl_protocols setting of the web server.",
    ];

    /// <summary>The server knows only old versions.</summary>
    public static IReadOnlyList<string> RaiseServerVersion =>
    [
        @"Let the server speak TLS 1.2 or later: update it, and on Windows set Enabled=1 and DisabledByDefault=0 under HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.2\Server, then restart.",
        "Until then, let this client offer the version the server has.",
    ];

    /// <summary>Where a Windows server writes down why it refused.</summary>
    public const string SchannelEvents =
        "On a Windows server look for Schannel events in the System log at that time: 36871 (version disabled), 36874 (no common cipher suite), "
        + @"36888 (alert sent), 36887 (alert received). EventLogging=7 under HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL shows more.";

    /// <summary>No cipher suite in common.</summary>
    public static IReadOnlyList<string> CommonCipher =>
    [
        "Compare the suites in the ClientHello with the server's list and allow one that both have, such as TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256.",
        @"On Windows the list is set by policy: the value Functions under HKLM\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002; `Get-TlsCipherSuite` prints what is in force.",
        "A server whose certificate has an elliptic-curve key (ECDSA) can only use suites with ECDSA in their names; give it an RSA certificate beside it when clients lack them.",
    ];

    /// <summary>A certificate that is past its end.</summary>
    public static IReadOnlyList<string> Renew =>
    [
        "Renew the certificate and restart the service that uses it; check every certificate of the chain, not only the server's own.",
        "If the certificate is still valid by your calendar, correct the clock of the side that refused it.",
    ];

    /// <summary>A certificate whose validity has not begun.</summary>
    public static IReadOnlyList<string> CorrectClock =>
    [
        "Check the clocks: of the side that refused (an endpoint that boots in the past refuses every new certificate) and of the machine that issued the certificate.",
        "If the clocks are right, issue the certificate again with a validity that has begun.",
    ];

    /// <summary>An issuer that is not trusted.</summary>
    public static IReadOnlyList<string> Trust(string issuer) =>
    [
        issuer.Length > 0
            ? $"Install the authority that issued the server's certificate ({issuer}) among the trusted roots of the endpoint: on Windows in the machine's store, not the user's, because agents run as services."
            : "Install the authority that issued the server's certificate among the trusted roots of the endpoint: on Windows in the machine's store, not the user's, because agents run as services.",
        "Let the server send its intermediate certificates too; an incomplete chain looks the same to the client.",
        "If that issuer is not yours, somebody between the two opens the connection: exempt the agent's traffic from HTTPS inspection.",
    ];

    /// <summary>The name differs.</summary>
    public static IReadOnlyList<string> Rename(string asked) =>
    [
        $"Issue a certificate whose alternative names contain {asked}; the common name alone no longer counts.",
        "Or let the agent call the server by a name the certificate has.",
        "If the certificate belongs to another service, the name resolves to the wrong address, or a load balancer or gateway answers in the server's place.",
    ];

    /// <summary>Inspection.</summary>
    public static IReadOnlyList<string> ExemptFromInspection(string server) =>
    [
        $"Exempt traffic to {server} from HTTPS inspection on the gateway or in the endpoint's anti-virus program: an agent that knows its server's certificate will and must refuse any other.",
        "Trusting the gateway's authority on the endpoint does not help an agent that pins its server's certificate, and inspection breaks client certificates in any case.",
    ];

    /// <summary>A client certificate is wanted and there is none.</summary>
    public static IReadOnlyList<string> PresentClientCertificate =>
    [
        "Enrol the endpoint again so that it gets its certificate, and check that the agent's account may read the private key.",
        "Check that the certificate comes from one of the authorities the server names in its request; clients keep back a certificate that fits none of them.",
        "An HTTPS-inspecting gateway cannot pass on a client certificate: exempt the agent's traffic from inspection.",
    ];

    /// <summary>A client certificate is refused.</summary>
    public static IReadOnlyList<string> FixClientCertificate =>
    [
        "Read the server's log: it knows the reason. Usual ones: expired, revoked, an authority the server does not trust, no client-authentication usage.",
        "Install the authority that issued the agents' certificates on the server, or enrol the endpoint again.",
        "Compare the clocks of both ends.",
    ];
}
