namespace Gatehouse.Diagnosis.Comparison.Steps;

/// <summary>What one side shows of a step, in a form that can be compared.</summary>
/// <param name="Text">In words.</param>
/// <param name="Key">Equal keys are no difference; null when what it is cannot be told.</param>
internal sealed record StepValue(string Text, string? Key)
{
    /// <summary>A quantity that only matters when it differs by much; null for all else.</summary>
    public double? Seconds { get; init; }

    /// <summary>The members of a list, of which only those that the other side lacks are worth naming; null for all else.</summary>
    public IReadOnlyList<string>? Members { get; init; }

    /// <summary>Frames or lines.</summary>
    public IReadOnlyList<long> Frames { get; init; } = [];

    /// <summary>A value that is compared as it reads.</summary>
    public static StepValue Of(string text, params ReadOnlySpan<long> frames) =>
        new(text, text) { Frames = Judgement.FindingNames.Frames(frames) };

    /// <summary>A duration.</summary>
    public static StepValue Duration(double seconds) => new(StepWords.Seconds(seconds), null) { Seconds = seconds };

    /// <summary>A list.</summary>
    /// <param name="what">What its members are: "suites".</param>
    /// <param name="members">In order.</param>
    /// <param name="frame">The frame that shows it.</param>
    public static StepValue List(string what, IReadOnlyList<string> members, long frame) =>
        new($"{members.Count} {what}", string.Join(',', members)) { Members = members, Frames = Judgement.FindingNames.Frames(frame) };
}
