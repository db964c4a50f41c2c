using Gatehouse.Diagnosis.Judgement;
using Gatehouse.Diagnosis.Paths.Clocks;
using Gatehouse.Diagnosis.Paths.Matching;

namespace Gatehouse.Diagnosis.Paths;

/// <summary>One capture among several.</summary>
/// <param name="Number">Its number in the order given, among the captures compared.</param>
/// <param name="Name">Its name in the report.</param>
/// <param name="IsNamed">Whether the user named it, and so gave it a place.</param>
/// <param name="Context">What it shows alone.</param>
/// <param name="Index">Its packets.</param>
internal sealed record VantagePoint(int Number, string Name, bool IsNamed, SourceContext Context, SightingIndex Index)
{
    /// <summary>How its clock runs against the first capture's; null when no packets tell.</summary>
    public ClockFit? Clock { get; set; }

    /// <summary>Whether it belongs to the path: it shares packets or hosts with another vantage point.</summary>
    public bool IsOnPath { get; set; }

    /// <summary>Remarks for the report.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>A time of its clock by the first capture's clock.</summary>
    public long ToReference(long time) => Clock?.ToReference(time) ?? time;
}
