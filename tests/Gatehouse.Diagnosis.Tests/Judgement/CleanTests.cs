using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Judgement;

/// <summary>What counts as clean is never judged, so no rule may have anything to say of it.</summary>
public sealed class CleanTests
{
    public static TheoryData<string> Captures() =>
        [.. Directory.EnumerateFiles(Checkout.PathTo("samples"), "*.pcap*").Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Captures))]
    public void No_rule_objects_to_a_clean_conversation(string file)
    {
        CaseRunner sample = CaseRunner.Sample(file);
        IEnumerable<Finding> ofTcp = sample.Tcp.Where(conversation => TcpLook.IsClean(conversation, sample.Context))
            .SelectMany(conversation => RuleSet.Judge(conversation, sample.Context));
        IEnumerable<Finding> ofUdp = sample.Udp.Where(UdpLook.IsClean).SelectMany(conversation => RuleSet.Judge(conversation, sample.Context));
        Assert.DoesNotContain(ofTcp.Concat(ofUdp), finding => finding.Severity > Severity.Note);
    }
}
