using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement.Http;
using Gatehouse.Diagnosis.Judgement.Sources;
using Gatehouse.Diagnosis.Judgement.Tcp;
using Gatehouse.Diagnosis.Judgement.Tls;
using Gatehouse.Diagnosis.Judgement.Udp;
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
        [.. TcpRules.BeforeTls, .. HttpRules.Faults, .. TlsRules.Faults, .. TcpRules.AfterTls];

    private static readonly IReadOnlyList<ITcpRule> TcpWarnings = [.. TlsRules.Warnings, .. TcpRules.Warnings];

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
        foreach (IUdpRule rule in UdpRules.Faults)
        {
            findings.AddRange(rule.Judge(conversation, context));
            if (findings.Count > 0)
            {
                break;
            }
        }

        foreach (IUdpRule rule in UdpRules.Warnings)
        {
            findings.AddRange(rule.Judge(conversation, context));
        }

        return findings;
    }

    /// <summary>Judges a source as a whole.</summary>
    public static IEnumerable<Finding> Judge(SourceContext context) => SourceRules.All.SelectMany(rule => rule.Judge(context));
}
