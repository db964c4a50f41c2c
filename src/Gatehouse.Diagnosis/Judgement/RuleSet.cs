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
    /// <summary>The fact that names the target of a proxy's tunnel.</summary>
    public const string TunnelTarget = "tunnelTo";

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

        return conversation is { TunnelFrame: > 0, Http.Target: { } target }
            ? findings.ConvertAll(finding => InTunnel(finding, conversation, target))
            : findings;
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

    /// <summary>What is found in a tunnel is about its target, and the conversation names the proxy.</summary>
    private static Finding InTunnel(Finding finding, TcpConversation conversation, string target) => finding with
    {
        Explanation = $"{finding.Explanation} The connection is a tunnel to {target} that the proxy {conversation.Server} opened in frame {conversation.TunnelFrame}: \"the server\" is {target}.",
        Facts = new Dictionary<string, object>(finding.Facts) { [TunnelTarget] = target },
    };

    /// <summary>Judges a source as a whole, rule by rule.</summary>
    public static IEnumerable<IEnumerable<Finding>> Judge(SourceContext context) => SourceRules.All.Select(rule => rule.Judge(context));
}
