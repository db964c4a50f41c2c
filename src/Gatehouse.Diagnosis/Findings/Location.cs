namespace Gatehouse.Diagnosis.Findings;

/// <summary>Where on the path a fault sits: between two vantage points, or at one of them.</summary>
/// <param name="After">The last vantage point that saw the traffic; null with <paramref name="At"/>.</param>
/// <param name="Before">The next vantage point, which did not; null with <paramref name="At"/>.</param>
/// <param name="Direction">"to-server" or "to-client"; null with <paramref name="At"/>.</param>
/// <param name="At">The vantage point that is itself the cause; null otherwise.</param>
public sealed record Location(string? After, string? Before, string? Direction, string? At);
