using Gatehouse.Diagnosis.Comparison.Exchanges;
using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Comparison.Explanations;

/// <summary>How sure it is that both sides talk to the same server; what one accepts tells nothing of another.</summary>
internal static class SameServer
{
    /// <summary>Whether address and port are the same.</summary>
    public static bool Is(ObservedExchange good, ObservedExchange bad) => good.Server is { } server && server == bad.Server;

    /// <summary>Lowers a confidence that rests on both sides talking to the same server.</summary>
    public static Confidence Limit(Confidence confidence, ObservedExchange good, ObservedExchange bad) =>
        Is(good, bad) ? confidence
        : IsSameName(good, bad) ? Explanation.AtMost(confidence, Confidence.Likely)
        : Explanation.AtMost(confidence, Confidence.Possible);

    /// <summary>Whether both asked for the same name.</summary>
    public static bool IsSameName(ObservedExchange good, ObservedExchange bad) =>
        good.ServerName is { } name && string.Equals(name, bad.ServerName, StringComparison.OrdinalIgnoreCase);
}
