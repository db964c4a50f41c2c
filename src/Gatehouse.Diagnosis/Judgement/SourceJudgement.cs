using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Udp;

namespace Gatehouse.Diagnosis.Judgement;

/// <summary>What the rules say of one source.</summary>
/// <param name="Findings">Folded findings.</param>
/// <param name="Conversations">How the conversations fared.</param>
internal sealed record SourceJudgement(IReadOnlyList<Finding> Findings, ConversationCounts Conversations)
{
    /// <summary>Runs all rules.</summary>
    public static SourceJudgement Of(SourceContext context, SourceCollector collected)
    {
        (TcpConversation Conversation, long StandsFor)[] tcp = [.. collected.Tcp.All().OrderBy(kept => kept.Conversation.Stream)];
        (UdpConversation Conversation, long StandsFor)[] udp = [.. collected.Udp.All().OrderBy(kept => kept.Conversation.Stream)];
        context.KeptTcp = [.. tcp.Select(kept => kept.Conversation)];
        context.KeptUdp = [.. udp.Select(kept => kept.Conversation)];
        context.NotJudged = collected.Tcp.Overflow + collected.Udp.Overflow;

        FindingFold fold = new();
        long faulty = 0;
        long unjudged = collected.OneWay + context.NotJudged;
        foreach ((TcpConversation conversation, long standsFor) in tcp)
        {
            bool isFaulty = Add(fold, RuleSet.Judge(conversation, context), standsFor);
            faulty += isFaulty ? standsFor : 0;
            unjudged += !isFaulty && TcpLook.IsUnjudged(conversation) ? standsFor : 0;
        }

        foreach ((UdpConversation conversation, long standsFor) in udp)
        {
            bool isFaulty = Add(fold, RuleSet.Judge(conversation, context), standsFor);
            faulty += isFaulty ? standsFor : 0;
            unjudged += !isFaulty && UdpLook.IsUnjudged(conversation) ? standsFor : 0;
        }

        foreach (Finding finding in RuleSet.Judge(context))
        {
            fold.Add(finding, 1);
        }

        long healthy = Math.Max(0, collected.Total - faulty - unjudged);
        return new SourceJudgement([.. fold.All()], new ConversationCounts(collected.Total, healthy, faulty, unjudged));
    }

    private static bool Add(FindingFold fold, List<Finding> findings, long standsFor)
    {
        foreach (Finding finding in findings)
        {
            fold.Add(finding, standsFor);
        }

        return findings.Exists(finding => finding.Severity == Severity.Fault);
    }
}
