using Gatehouse.Diagnosis.Findings;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests;

/// <summary>Holds what is said of a printed capture against what is said of the capture itself.</summary>
public sealed class PrintedSampleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-printed-").FullName;

    public static TheoryData<string> Captures() =>
        [.. Directory.EnumerateFiles(Checkout.PathTo("samples")).Where(file => file.Contains(".pcap", StringComparison.Ordinal)).Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Captures))]
    public void A_packet_list_of_a_fault_is_never_healthy(string file) => Check(file, "list.txt");

    [Theory]
    [MemberData(nameof(Captures))]
    public void Packet_details_of_a_fault_are_never_healthy(string file) => Check(file, "details.txt", "-V");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Report Diagnose(string path) =>
        DiagnosisEngine.Run(new DiagnosisOptions { Inputs = [new EvidenceInput(path)] }, cancellation: TestContext.Current.CancellationToken);

    private void Check(string file, string name, params string[] options)
    {
        Assert.SkipUnless(Tshark.IsAvailable, "tshark is not installed.");
        string sample = Path.Combine(Checkout.PathTo("samples"), file);
        Verdict captured = Diagnose(sample).Verdict;
        if (captured.Code == FindingCodes.Inconclusive)
        {
            return;
        }

        string printed = Path.Combine(_folder, name);
        File.WriteAllText(printed, Tshark.Print(sample, options));
        Verdict read = Diagnose(printed).Verdict;

        if (captured.Code != FindingCodes.Healthy)
        {
            Assert.NotEqual(FindingCodes.Healthy, read.Code);
        }

        if (captured.Code == read.Code)
        {
            Assert.True(read.Confidence <= captured.Confidence, $"{read.Code}: {read.Confidence} from text, {captured.Confidence} from the capture");
        }
    }
}
