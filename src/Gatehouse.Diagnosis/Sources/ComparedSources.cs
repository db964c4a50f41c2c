using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Paths;

namespace Gatehouse.Diagnosis.Sources;

/// <summary>What all sources gave, after the captures among them were compared.</summary>
/// <param name="Summaries">The sources as the report names them, in the order given.</param>
/// <param name="Findings">What was found.</param>
/// <param name="Conversations">How the conversations fared, each counted once.</param>
/// <param name="Path">Vantage points from client to server; null when the captures have nothing in common.</param>
internal sealed record ComparedSources(
    IReadOnlyList<SourceSummary> Summaries,
    IReadOnlyList<Finding> Findings,
    ConversationCounts Conversations,
    IReadOnlyList<string>? Path)
{
    /// <summary>What comparing the captures showed; null when there was nothing to compare.</summary>
    public PathPicture? Picture { get; init; }

    /// <summary>The sources as they are, each judged alone.</summary>
    public static ComparedSources Alone(IReadOnlyList<SourceResult> results) => new(
        [.. results.Select(result => result.Summary)],
        [.. results.SelectMany(result => result.Findings)],
        new ConversationCounts(
            results.Sum(result => result.Conversations.Total),
            results.Sum(result => result.Conversations.Healthy),
            results.Sum(result => result.Conversations.Faulty),
            results.Sum(result => result.Conversations.Unjudged)),
        null);
}
