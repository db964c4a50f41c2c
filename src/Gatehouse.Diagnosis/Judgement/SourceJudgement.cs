using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Judgement;

/// <summary>What the rules say of one source.</summary>
/// <param name="Findings">Folded findings.</param>
/// <param name="Total">Conversations.</param>
/// <param name="Faulty">Conversations with a fault.</param>
internal sealed record SourceJudgement(IReadOnlyList<Finding> Findings, long Total, long Faulty)
{
    /// <summary>Runs all rules.</summary>
    public static SourceJudgement Of(SourceContext context, SourceCollector collected)
    {
        FindingFold fold = new();
        long faulty = 0;
        context.KeptTcp = [.. collected.Tcp.Examples().Select(kept => kept.Conversation).OrderBy(conversation => conversation.Stream)];
        context.KeptUdp = [.. collected.Udp.Examples().Select(kept => kept.Conversation).OrderBy(conversation => conversation.Stream)];
        foreach ((Observation.Tcp.TcpConversation conversation, long standsFor) in
            collected.Tcp.Examples().OrderBy(kept => kept.Conversation.Stream))
        {
            faulty += Add(fold, RuleSet.Judge(conversation, context), standsFor);
        }

        foreach ((Observation.Udp.UdpConversation conversation, long standsFor) in
            collected.Udp.Examples().OrderBy(kept => kept.Conversation.Stream))
        {
            faulty += Add(fold, RuleSet.Judge(conversation, context), standsFor);
        }

        foreach (Finding finding in RuleSet.Judge(context))
        {
            fold.Add(finding, 1);
        }

        return new SourceJudgement([.. fold.All()], collected.Total, faulty);
    }

    private static long Add(FindingFold fold, List<Finding> findings, long standsFor)
    {
        foreach (Finding finding in findings)
        {
            fold.Add(finding, standsFor);
        }

        return findings.Exists(finding => finding.Severity == Severity.Fault) ? standsFor : 0;
    }
}
