using System.Text.Json.Serialization;
using Gatehouse.Capture;
using Gatehouse.Diagnosis.Paths.Clocks;

namespace Gatehouse.Diagnosis.Findings;

/// <summary>One piece of evidence that was read.</summary>
public sealed record SourceSummary
{
    /// <summary>Name in the report: the vantage point's, or the file name without folder and ending.</summary>
    public required string Name { get; init; }

    /// <summary>The file as given; "-" for standard input.</summary>
    public required string File { get; init; }

    /// <summary>"pcap", "pcapng", "packet-text", "client-log", "server-log", "server-settings", "agent-settings"…, with "+gzip" where compressed.</summary>
    public required string Kind { get; init; }

    /// <summary>Frames read, or lines of a log or a settings file that were understood.</summary>
    public long Frames { get; init; }

    /// <summary>Whether <see cref="Frames"/> and the numbers of evidence count lines: in a log or a settings file.</summary>
    [JsonIgnore]
    public bool HasLines => Kind.Contains("log", StringComparison.Ordinal) || Kind.Contains("settings", StringComparison.Ordinal);

    /// <summary>Whether it is a capture, whose frames are octets.</summary>
    [JsonIgnore]
    public bool IsCapture => Kind.StartsWith("pcap", StringComparison.Ordinal);

    /// <summary>Whether it is a text that somebody printed or pasted: what is not in it may have been left out.</summary>
    [JsonIgnore]
    public bool IsPrinted => Kind.StartsWith("packet-text", StringComparison.Ordinal);

    /// <summary>Time of the first frame.</summary>
    public Timestamp From { get; init; } = Timestamp.None;

    /// <summary>Time of the last frame.</summary>
    public Timestamp To { get; init; } = Timestamp.None;

    /// <summary>This source's clock minus the first source's.</summary>
    public double ClockOffsetSeconds { get; init; }

    /// <summary>Drift against the first source's clock, parts per million.</summary>
    public double ClockDriftPpm { get; init; }

    /// <summary>
    /// How far <see cref="ClockOffsetSeconds"/> may be from the truth; null when the clock could not be compared. What happened closer together
    /// than this has no known order.
    /// </summary>
    public double? ClockUncertaintySeconds { get; init; }

    /// <summary>Time by the first capture's clock at which <see cref="ClockOffsetSeconds"/> holds; drift counts from there.</summary>
    [JsonIgnore]
    public Timestamp ClockOrigin { get; init; } = Timestamp.None;

    /// <summary>Where a capture can be read a second time; null for all else, and for what came through a pipe.</summary>
    [JsonIgnore]
    public string? ReadAgainFrom { get; init; }

    /// <summary>What was lost or odd, one phrase each.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Remarks that are no problems: how a date was recovered, which time zone was taken.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What the first capture's clock showed when this source's showed <paramref name="time"/>; a time that is not known stays so.</summary>
    public Timestamp ToReferenceClock(Timestamp time)
    {
        const double PartsPerMillion = 1e6;
        if (!time.IsKnown)
        {
            return time;
        }

        long offset = (long)Math.Round(ClockOffsetSeconds * Timestamp.PerSecond);
        double drift = ClockOrigin.IsKnown ? ClockDriftPpm / PartsPerMillion : 0;
        return new Timestamp(new ClockFit(ClockOrigin.Nanoseconds, offset, drift, Uncertainty: 0).ToReference(time.Nanoseconds));
    }
}
