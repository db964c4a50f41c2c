namespace Gatehouse.Wire.Ead;

/// <summary>
/// Packet 3, the report: what the client found. Packet 1, the request, is the same with fewer items. A view of what a
/// diagnosis asks of it; the document holds the rest. Absent values are null.
/// </summary>
/// <param name="document">The document the client sent.</param>
public sealed class SecurityReport(EadDocument document)
{
    private const string WindowsCategory = "Windows";

    /// <summary>All <c>checkResult</c> items in order.</summary>
    public IReadOnlyList<CheckResult> CheckResults { get; } = [.. document.Values("checkResult").Select(CheckResult.Parse)];

    /// <summary>Edition and installed patches; null when patches were not checked.</summary>
    public WindowsPatches? Windows =>
        CheckResults.FirstOrDefault(result => result.Category.Equals(WindowsCategory, StringComparison.OrdinalIgnoreCase)) is { } result
            ? WindowsPatches.From(result)
            : null;

    /// <summary>Who signed in. (userName)</summary>
    public string? UserName { get; } = document.Value("userName");

    /// <summary>The endpoint's hardware address, as text. (hwAddr)</summary>
    public string? HardwareAddress { get; } = document.Value("hwAddr");
}
