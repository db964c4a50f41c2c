using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Ladders;

namespace Gatehouse.Diagnosis.Tests.Reports;

/// <summary>A report in which a stranger wrote every piece of text.</summary>
internal static class HostileReport
{
    /// <summary>Makes it.</summary>
    public static Report Of(string text)
    {
        Location where = new(text, text + "2", "to-server", null);
        Finding finding = new()
        {
            Code = text,
            Severity = Severity.Fault,
            Confidence = Confidence.Certain,
            Title = text,
            Explanation = text,
            Conversation = new ConversationName(text, text, text),
            Where = where,
            Facts = new Dictionary<string, object>(StringComparer.Ordinal) { [text] = text, ["list"] = new[] { text } },
            Evidence = [new Evidence(text, [1], text, text), new Evidence(text, [], null, text)],
            Remedies = [text],
            NextSteps = [text, $"`{text}`"],
            Rivals = ["rival"],
        };
        return new Report
        {
            Verdict = new Verdict(text, Confidence.Certain, text, 0, where),
            Findings = [finding, finding with { Code = "rival" }, finding with { Code = "other", Severity = Severity.Note }],
            Sources = [new SourceSummary { Name = text, File = text, Kind = text, Problems = [text], Notes = [text] }],
            Path = [text, text + "2"],
            Skipped = [text],
            Conversations = new ConversationCounts(1, 0, 1),
            Ladder = new Ladder
            {
                Conversation = new ConversationName(text, text, text),
                Lanes = [new LadderLane(text, text, 2, 1), new LadderLane(text + "2", text, 1, 1)],
                Steps =
                [
                    new LadderStep { Time = Timestamp.None, IsToServer = true, From = 0, To = 0, LostBefore = 1, Label = text, Frames = [1, null] },
                    new LadderStep { Time = new Timestamp(1), IsToServer = false, From = 1, To = 0, Label = text, Frames = [2, 1], SkippedBefore = 7 },
                ],
                Losses = [new LadderLoss(0, 1, IsToServer: true, 1)],
            },
        };
    }
}
