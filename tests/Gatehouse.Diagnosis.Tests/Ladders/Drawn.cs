using Gatehouse.Diagnosis.Findings;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Ladders;

/// <summary>Reports on samples with the packets behind the verdict, free of this machine's paths.</summary>
internal static class Drawn
{
    /// <summary>One sample.</summary>
    public static Report Of(string sample) => Of([new EvidenceInput(Checkout.PathTo("samples", sample))]);

    /// <summary>The story at the client, on both sides of the router and at the server.</summary>
    public static Report StoryB() => Of(
    [
        .. new[] { ("client", "story-b-client-late"), ("r1-in", "story-b-r1-in"), ("r1-out", "story-b-r1-out"), ("server", "story-b-server") }
            .Select(point => new EvidenceInput(Checkout.PathTo("samples", point.Item2 + ".pcap"), point.Item1)),
    ]);

    /// <summary>A sample recorded at both ends.</summary>
    public static Report Pair(string sample) => Of(
    [
        .. new[] { "client", "server" }.Select(end => new EvidenceInput(Checkout.PathTo("samples", $"{sample}-{end}.pcap"), end)),
    ]);

    /// <summary>Files.</summary>
    public static Report Of(IReadOnlyList<EvidenceInput> inputs)
    {
        Report report = DiagnosisEngine.Run(new DiagnosisOptions { Inputs = inputs, DrawLadder = true }, cancellation: TestContext.Current.CancellationToken);
        return report with { Sources = [.. report.Sources.Select(source => source with { File = Path.GetFileName(source.File) })] };
    }
}
