using Gatehouse.Diagnosis.Ladders;

namespace Gatehouse.Diagnosis.Findings;

/// <summary>Everything a diagnosis has to say; all output formats are made from it.</summary>
public sealed record Report
{
    /// <summary>The root cause.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>All findings, the most telling first.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The evidence read, in the order given.</summary>
    public required IReadOnlyList<SourceSummary> Sources { get; init; }

    /// <summary>What was passed over, each with the reason: files of folders, files given twice, findings beyond those that a report holds.</summary>
    public IReadOnlyList<string> Skipped { get; init; } = [];

    /// <summary>Vantage points from client to server.</summary>
    public IReadOnlyList<string> Path { get; init; } = [];

    /// <summary>The packets behind the verdict's finding; null unless <see cref="DiagnosisOptions.DrawLadder"/> asked for them, or when there are none.</summary>
    public Ladder? Ladder { get; init; }

    /// <summary>Printed packets that could not be read or followed.</summary>
    public long UnreadPrinted { get; init; }

    /// <summary>How the conversations fared.</summary>
    public required ConversationCounts Conversations { get; init; }
}
