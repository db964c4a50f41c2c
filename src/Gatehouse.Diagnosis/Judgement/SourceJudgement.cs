using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Dns;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Udp;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Judgement;

/// <summary>What the rules say of one source.</summary>
/// <param name="Findings">Folded findings.</param>
/// <param name="Conversations">How the conversations fared.</param>
/// <param name="Each">
/// The same findings before folding, each with the number of conversations it stands for; empty unless asked for.
/// </param>
internal sealed record SourceJudgement(
    IReadOnlyList<Finding> Findings, ConversationCounts Conversations, IReadOnlyList<(Finding Finding, long StandsFor)> Each)
{
    /// <summary>Runs all rules.</summary>
    /// <param name="context">The picture of the source.</param>
    /// <param name="collected">What was kept for the rules.</param>
    /// <param name="keepEach">Whether findings are wanted before folding too, to compare them with those of other sources.</param>
    /// <param name="cancellation">Ends judging early with <see cref="OperationCanceledException"/>.</param>
    public static SourceJudgement Of(
        SourceContext context, SourceCollector collected, bool keepEach = false, CancellationToken cancellation = default)
    {
        (TcpConversation Conversation, long StandsFor)[] tcp = [.. collected.Tcp.All().OrderBy(kept => kept.Conversation.Stream)];
        (UdpConversation Conversation, long StandsFor)[] udp = [.. collected.Udp.All().OrderBy(kept => kept.Conversation.Stream)];
        context.KeptTcp = [.. tcp.Select(kept => kept.Conversation)];
        context.KeptUdp = [.. udp.Select(kept => kept.Conversation)];
        context.NotJudged = collected.Tcp.Overflow + collected.Udp.Overflow;

        FindingFold fold = new();
        List<(Finding Finding, long StandsFor)> each = [];
        HashSet<(IpEndpoint Client, IpEndpoint Server)> faultyLookups = [];
        long faulty = 0;
        long unjudged = collected.OneWay + context.NotJudged;
        foreach ((TcpConversation conversation, long standsFor) in tcp)
        {
            cancellation.ThrowIfCancellationRequested();
            bool isFaulty = Add(RuleSet.Judge(conversation, context), standsFor);
            faulty += isFaulty ? standsFor : 0;
            unjudged += !isFaulty && !Completion.IsShown(conversation) ? standsFor : 0;
        }

        foreach ((UdpConversation conversation, long standsFor) in udp)
        {
            cancellation.ThrowIfCancellationRequested();
            bool isFaulty = Add(RuleSet.Judge(conversation, context), standsFor);
            if (isFaulty && conversation.Server.Port == DnsTracker.Port)
            {
                faultyLookups.Add((conversation.Client, conversation.Server));
            }

            faulty += isFaulty ? standsFor : 0;
            unjudged += !isFaulty && !Completion.IsShown(conversation) && !Completion.IsOneWayByNature(conversation) ? standsFor : 0;
        }

        foreach (IEnumerable<Finding> findings in RuleSet.Judge(context))
        {
            cancellation.ThrowIfCancellationRequested();
            Add([.. findings], 1);
        }

        foreach (DnsLookup lookup in context.Index.FailedNames)
        {
            // A source judges lookups, and each was a conversation too.
            if (lookup.ClientPort != 0 && faultyLookups.Add((new IpEndpoint(lookup.Client, lookup.ClientPort), new IpEndpoint(lookup.Server, DnsTracker.Port))))
            {
                faulty++;
                unjudged -= lookup.QueryFrame == 0 || lookup.ResponseFrame == 0 ? 1 : 0;
            }
        }

        unjudged = Math.Max(0, unjudged);
        faulty = Math.Min(faulty, collected.Total - unjudged);
        long healthy = Math.Max(0, collected.Total - faulty - unjudged);
        bool hasHalfDatagrams = context.Source.IsSelective && context.IncompleteWithoutPorts.Any();
        if (healthy <= collected.OneWayByNature || hasHalfDatagrams)
        {
            // Announcements to everybody are no trouble beside what works, and prove nothing alone. Printed fragments tell no ports, so any
            // conversation may be the one that lacks the rest of them.
            unjudged += healthy;
            healthy = 0;
        }

        return new SourceJudgement([.. fold.All()], new ConversationCounts(collected.Total, healthy, faulty, unjudged), each);

        bool Add(List<Finding> findings, long standsFor)
        {
            foreach (Finding finding in findings)
            {
                fold.Add(finding, standsFor);
                context.HasCertainFault |= finding is { Severity: Severity.Fault, Confidence: Confidence.Certain };
                if (keepEach)
                {
                    each.Add((finding, standsFor));
                }
            }

            return findings.Exists(finding => finding.Severity == Severity.Fault);
        }
    }
}
