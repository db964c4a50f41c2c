using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Udp;

namespace Gatehouse.Diagnosis.Judgement;

/// <summary>
/// All rules in order. A conversation has one cause: the first fault rule that applies speaks, and the most specific come
/// first. Warnings are independent of each other.
/// </summary>
internal static class RuleSet
{
    private static readonly IReadOnlyList<ITcpRule> TcpFaults =
        [];

    private static readonly IReadOnlyList<ITcpRule> TcpWarnings = [];

    /// <summary>Judges a TCP connection.</summary>
    public static List<Finding> Judge(TcpConversation conversation, SourceContext context)
    {
        List<Finding> findings = [];
        foreach (ITcpRule rule in TcpFaults)
        {
            findings.AddRange(rule.Judge(conversation, context));
            if (findings.Count > 0)
            {
                break;
            }
        }

        foreach (ITcpRule rule in TcpWarnings)
        {
            findings.AddRange(rule.Judge(conversation, context));
        }

        return findings;
    }

    /// <summary>Judges a UDP conversation.</summary>
    public static List<Finding> Judge(UdpConversation conversation, SourceContext context)
    {
        List<Finding> findings = [];
        foreach (IUdpRule rule in Array.Empty<IUdpRule>())
        {
            findings.AddRange(rule.Judge(conversation, context));
            if (findings.Count > 0)
            {
                break;
            }
        }

        foreach (IUdpRule rule in Array.Empty<IUdpRule>())
        {
            findings.AddRange(rule.Judge(conversation, context));
        }

        return findings;
    }

    /// <summary>Judges a source as a whole.</summary>
    public static IEnumerable<Finding> Judge(SourceContext context) => Array.Empty<ISourceRule>().SelectMany(rule => rule.Judge(context));
}
