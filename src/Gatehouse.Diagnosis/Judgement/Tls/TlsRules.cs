namespace Gatehouse.Diagnosis.Judgement.Tls;

/// <summary>All rules about TLS, the most specific first.</summary>
internal static class TlsRules
{
    /// <summary>Faults: of one connection, the first that applies speaks.</summary>
    public static IReadOnlyList<ITcpRule> Faults { get; } =
    [
        new VersionMismatch(),
        new NoCommonCipher(),
        new Intercepted(refused: true),
        new CertificateRefused(),
        new ClientCertificate(),
        new RefusedAfterHello(),
        new RefusedAfterCutHello(),
        new FatalAlert(),
        new LeftAfterFinished(),
        new HandshakeStalled(),
    ];

    /// <summary>Warnings: independent of each other.</summary>
    public static IReadOnlyList<ITcpRule> Warnings { get; } =
    [
        new Downgraded(),
        new OldVersion(),
        new Intercepted(refused: false),
        new CertificateEnds(),
    ];
}
