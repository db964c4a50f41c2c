namespace Gatehouse.Diagnosis.Observation.Tcp;

/// <summary>
/// What the streams of one source may hold back together. There are two purses, so that octets waiting behind holes cannot
/// keep handshakes from being read.
/// </summary>
internal sealed class StreamBudgets
{
    /// <summary>Most octets that wait behind holes.</summary>
    internal const long MostWaiting = 24 * 1024 * 1024;

    /// <summary>Most octets of TLS messages that are not complete yet.</summary>
    internal const long MostIncomplete = 24 * 1024 * 1024;

    /// <summary>Octets that wait behind holes.</summary>
    public OctetBudget Waiting { get; } = new(MostWaiting);

    /// <summary>Octets of TLS messages that are not complete yet.</summary>
    public OctetBudget Incomplete { get; } = new(MostIncomplete);
}
