using Gatehouse.Diagnosis.Extracts;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Extracts;

/// <summary>Recorded cases, and extracts made of them.</summary>
internal static class Cases
{
    public static DiagnosisOptions StoryB { get; } = Of(("client", "story-b-client"), ("r1-in", "story-b-r1-in"), ("r1-out", "story-b-r1-out"), ("server", "story-b-server"));

    public static DiagnosisOptions Untrusted { get; } = Of((null, "tls-untrusted"));

    public static byte[] Extract(Report report, IFrameDisguise? disguise = null) => Extract(report, disguise, out _);

    public static byte[] Extract(Report report, IFrameDisguise? disguise, out ExtractSummary summary)
    {
        using MemoryStream output = new();
        summary = new FrameExtractor(report, disguise, CancellationToken.None).Write(output);
        return output.ToArray();
    }

    private static DiagnosisOptions Of(params (string? Name, string Sample)[] inputs) => new()
    {
        Inputs = [.. inputs.Select(input => new EvidenceInput(Checkout.PathTo("samples", $"{input.Sample}.pcap"), input.Name))],
    };
}
