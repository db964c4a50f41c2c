using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement.Logs;
using Gatehouse.Diagnosis.Logs;

namespace Gatehouse.Diagnosis.Tests.Judgement.Logs;

/// <summary>The log of our own agent is evidence.</summary>
public sealed class AgentsOwnWordTests
{
    private const string Start = "[2026-11-22 01:26:00.001] [Info] [0005] Agent: version 0.1.0 starts as 01a200d6 for gate.example:4343\n";
    private const string Refused = "[2026-11-22 01:26:39.427] [Warn] [0005] Agent: no session: [tcp-refused] gate.example:4343 refuses connections; check that the server runs; next try in 1 s\n";
    private const string Admitted = "[2026-11-22 01:27:00.100] [Info] [0005] Check: verdict admitted, policy default version 1, 0 reasons\n";
    private const string Isolated = "[2026-11-22 01:28:00.100] [Info] [0005] Check: verdict isolated, policy office version 3, 2 reasons\n";

    [Fact]
    public void Trouble_without_a_later_verdict_is_a_fault_in_the_agents_words()
    {
        Finding finding = Assert.Single(Judge(Start + Admitted + Refused + Refused));

        Assert.Equal((FindingCodes.TcpRefused, Severity.Fault, Confidence.Likely, 2), (finding.Code, finding.Severity, finding.Confidence, finding.Count));
        Assert.Equal("gate.example:4343 refuses connections", finding.Title);
        Assert.Equal(["Check that the server runs."], finding.Remedies);
        Assert.Equal([3, 4], Assert.Single(finding.Evidence).Frames);
    }

    [Fact]
    public void Trouble_that_was_overcome_is_a_warning()
    {
        Finding finding = Assert.Single(Judge(Start + Refused + Admitted));

        Assert.Equal((FindingCodes.TcpRefused, Severity.Warning), (finding.Code, finding.Severity));
    }

    [Fact]
    public void Only_the_last_verdict_counts()
    {
        Assert.Empty(Judge(Start + Isolated + Admitted));
        Finding finding = Assert.Single(Judge(Start + Admitted + Isolated));
        Assert.Equal((FindingCodes.PostureNoncompliant, Severity.Fault), (finding.Code, finding.Severity));
    }

    [Theory]
    [InlineData("[2026-11-22 01:26:39] [Warn] [0005] Agent: no session: [healthy] all is well; do nothing\n")]
    [InlineData("[2026-11-22 01:26:39] [Warn] [0005] Agent: no session: [made-up] something; do something\n")]
    [InlineData("[2026-11-22 01:26:39] [Warn] [0005] Other: no session: [tcp-refused] something; do something\n")]
    [InlineData("[2026-11-22 01:26:39] [Info] [0005] Check: verdict splendid, policy default version 1, 0 reasons\n")]
    [InlineData("[2026-11-22 01:26:39] [Warn] [0005] Agent: no session: [tcp-refused\n")]
    public void What_is_no_remark_says_nothing(string line) => Assert.Empty(Judge(Start + line));

    private static IReadOnlyList<Finding> Judge(string log) => ClientLogRules.Judge(ClientLogReader.Read(log), "agent");
}
