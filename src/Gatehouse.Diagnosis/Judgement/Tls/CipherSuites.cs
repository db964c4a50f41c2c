using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Judgement.Tls;

/// <summary>Kinds of cipher suites, as far as their names tell.</summary>
internal static class CipherSuites
{
    private const ushort EmptyRenegotiationInfo = 0x00FF;
    private const ushort Fallback = 0x5600;

    /// <summary>The suites of a hello without GREASE, signalling values and 0, which stands for one that is not known.</summary>
    public static ushort[] Real(ClientHello hello) =>
        [.. hello.CipherSuites.Where(suite => !Grease.IsGrease(suite) && suite is not (0 or EmptyRenegotiationInfo or Fallback))];

    /// <summary>Whether a suite is of the kind that servers of today ask for: forward secrecy and authenticated encryption.</summary>
    public static bool IsModern(ushort suite)
    {
        string name = CipherSuiteNames.Of(suite);
        bool isAuthenticated = name.Contains("_GCM_", StringComparison.Ordinal)
            || name.Contains("_CCM", StringComparison.Ordinal)
            || name.Contains("_CHACHA20_", StringComparison.Ordinal);
        bool isForwardSecret = suite >> 8 == 0x13
            || name.StartsWith("TLS_ECDHE_", StringComparison.Ordinal)
            || name.StartsWith("TLS_DHE_", StringComparison.Ordinal);
        return (isAuthenticated && isForwardSecret) || name.StartsWith("0x", StringComparison.Ordinal);
    }
}
