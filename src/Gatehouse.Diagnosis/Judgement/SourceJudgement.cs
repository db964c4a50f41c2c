using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Judgement;

/// <summary>What the rules say of one source.</summary>
/// <param name="Findings">Folded findings.</param>
/// <param name="Total">Conversations.</param>
/// <param name="Faulty">Conversations with a fault.</param>
/// <param name="Each">
/// The same findings before folding, each with the number of conversations it stands for; empty unless asked for.
/// </param>
internal sealed record SourceJudgement(
    IReadOnlyList<Finding> Findings, long Total, long Faulty, IReadOnlyList<(Finding Finding, long StandsFor)> Each)
{
    /// <summary>Runs all rules.</summary>
    /// <param name="context">The picture of the source.</param>
    /// <param name="collected">What was kept for the rules.</param>
    /// <param name="keepEach">Whether findings are wanted before folding too, to compare them with those of other sources.</param>
    public static SourceJudgement Of(SourceContext context, SourceCollector collected, bool keepEach = false)
    {
        FindingFold fold = new();
        List<(Finding Finding, long StandsFor)> each = [];
        long faulty = 0;
        context.KeptTcp = [.. collected.Tcp.Examples().Select(kept => kept.Conversation).OrderBy(conversation => conversation.Stream)];
        context.KeptUdp = [.. collected.Udp.Examples().Select(kept => kept.Conversation).OrderBy(conversation => conversation.Stream)];
        foreach ((Observation.Tcp.TcpConversation conversation, long standsFor) in
            collected.Tcp.Examples().OrderBy(kept => kept.Conversation.Stream))
        {
            faulty += Add(RuleSet.Judge(conversation, context), standsFor);
        }

        foreach ((Observation.Udp.UdpConversation conversation, long standsFor) in
            collected.Udp.Examples().OrderBy(kept => kept.Conversation.Stream))
        {
            faulty += Add(RuleSet.Judge(conversation, context), standsFor);
        }

        Add([.. RuleSet.Judge(context)], 1);
        return new SourceJudgement([.. fold.All()], collected.Total, faulty, each);

        long Add(List<Finding> findings, long standsFor)
        {
            foreach (Finding finding in findings)
            {
                fold.Add(finding, standsFor);
                if (keepEach)
                {
                    each.Add((finding, standsFor));
                }
            }

            return findings.Exists(finding => finding.Severity == Severity.Fault) ? standsFor : 0;
        }
    }
}
