using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Tcp;

namespace Gatehouse.Diagnosis.Judgement.Tcp;

/// <summary>What an attempt to connect that failed is worth, seen among the others of its client.</summary>
internal static class ConnectionAttempt
{
    /// <summary>
    /// Whether the client tries so many ports of the host, or so many hosts of its network, that failing is the rule: monitoring and
    /// inventory look for open ports.
    /// </summary>
    public static bool IsPartOfScan(TcpConversation conversation, SourceContext context) =>
        context.Client(conversation.Client.Address)?.Scans(conversation.Server) == true;

    /// <summary>
    /// A fault, or a warning when the same host reached the same port over IPv4 after IPv6 had failed (RFC 8305): its user noticed nothing.
    /// </summary>
    public static Severity Severity(TcpConversation conversation, SourceContext context) =>
        !conversation.Client.Address.IsIpv4
        && Hops.Of(conversation.FromClient.Ttl) == 0
        && context.ReachedOverIpv4(conversation.ClientMac, conversation.Server.Port)
            ? Findings.Severity.Warning
            : Findings.Severity.Fault;
}
