namespace Gatehouse.Diagnosis.Judgement.Sources;

/// <summary>Rules about a source as a whole.</summary>
internal static class SourceRules
{
    /// <summary>All of them; each is tried. What the capture lacks comes last: what was found decides how much that matters.</summary>
    public static IReadOnlyList<ISourceRule> All { get; } =
    [
        new NameResolutionFailed(),
        new NameResolvedWrongly(),
        new NoTraffic(),
        new FragmentsLost(),
        new PacketLoss(),
        new Scan(),
        new CertificateUnchecked(),
        new CaptureIncomplete(),
    ];
}
