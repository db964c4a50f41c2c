using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement.Tcp;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Judgement.Sources;

/// <summary>A client that looks for open ports: its failures are no faults one by one, and one note names them all.</summary>
internal sealed class Scan : ISourceRule
{
    public IEnumerable<Finding> Judge(SourceContext context)
    {
        Dictionary<IpAddress, List<TcpConversation>> scans = [];
        foreach (TcpConversation conversation in context.KeptTcp)
        {
            if (conversation is { OpeningSeen: true, IsEstablished: false } && ConnectionAttempt.IsPartOfScan(conversation, context))
            {
                if (!scans.TryGetValue(conversation.Client.Address, out List<TcpConversation>? attempts))
                {
                    scans[conversation.Client.Address] = attempts = [];
                }

                attempts.Add(conversation);
            }
        }

        return scans.Select(scan => Describe(scan.Key, scan.Value, context));
    }

    private static Finding Describe(IpAddress client, List<TcpConversation> attempts, SourceContext context)
    {
        int hosts = attempts.Select(attempt => attempt.Server.Address).Distinct().Count();
        int ports = attempts.Select(attempt => attempt.Server.Port).Distinct().Count();
        long[] frames = [.. attempts.Select(attempt => attempt.FirstFrame).Order().Take(Proof.MostFrames)];
        return new Finding
        {
            Code = FindingCodes.TcpNoAnswer,
            Severity = Severity.Note,
            Confidence = Confidence.Likely,
            Title = $"{client} looks for open ports: what it does looks like a scan",
            Explanation = $"It tried to connect to {Of(ports, "port")} of {Of(hosts, "host")} and was not let in. Monitoring, inventory and discovery do this, "
                + "and so does malware; none of these attempts is counted as a fault.",
            Facts = new Dictionary<string, object> { ["client"] = client.ToString(), ["hosts"] = hosts, ["ports"] = ports },
            Evidence = [new Evidence(context.Name, FindingNames.Frames(frames), DisplayFilter.Address(client), "the first attempts")],
        };
    }

    private static string Of(int count, string what) => count == 1 ? $"one {what}" : $"{count:N0} {what}s";
}
