using Gatehouse.Diagnosis.Findings;
using Gatehouse.Tests.Common;
using Gatehouse.Tests.Common.Captures;

namespace Gatehouse.Diagnosis.Tests.Sources;

public sealed class UnreadFramesTests : IDisposable
{
    private const ushort EapOverLan = 0x888E;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_sign_in_at_the_switch_port_is_said_to_be_there_and_not_judged()
    {
        byte[] start = [1, 1, 0, 0];
        string path = _folder.Write("eapol.pcap", CaptureBuilder.PcapOf(1, [PacketBuilder.EthernetOf(EapOverLan, start), PacketBuilder.EthernetOf(EapOverLan, start)]));

        Report report = DiagnosisEngine.Run(new DiagnosisOptions { Inputs = [new EvidenceInput(path)] }, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(FindingCodes.Inconclusive, report.Verdict.Code);
        Assert.Contains(report.Sources[0].Notes, note => note.StartsWith("2 frames of 802.1X (EAPOL)", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();
}
