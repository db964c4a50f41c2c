namespace Gatehouse.Diagnosis.Judgement.Http;

/// <summary>All rules about HTTP in the clear, and about sides that disagree whether there should be TLS; the most specific first.</summary>
internal static class HttpRules
{
    /// <summary>Faults: of one connection, the first that applies speaks.</summary>
    public static IReadOnlyList<ITcpRule> Faults { get; } =
    [
        new HttpOnTlsPort(),
        new TlsOnHttpPort(),
        new ProxyRefused(),
        new HttpError(),
    ];
}
