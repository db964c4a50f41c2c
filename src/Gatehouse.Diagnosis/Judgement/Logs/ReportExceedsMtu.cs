using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Logs;

namespace Gatehouse.Diagnosis.Judgement.Logs;

/// <summary>
/// A report too large for one packet and yet not compressed leaves in IP fragments. Unanswered, that is the likely cause; the log
/// alone cannot show what became of the fragments, so it is never certain. Answered, it is worth a note.
/// </summary>
internal static class ReportExceedsMtu
{
    /// <summary>Judges each exchange.</summary>
    public static IEnumerable<Finding> Judge(ClientLog log, ReportSizings sizings, string sourceName)
    {
        foreach (SecurityExchange exchange in log.Exchanges)
        {
            if (sizings.Of(exchange) is not { TravelsPlainInFragments: true } sizing)
            {
                continue;
            }

            if (exchange.IsUnanswered(sizing.Sent))
            {
                yield return Unanswered(log, exchange, sizing, sourceName);
            }
            else if (sizing.Sent.Answer is not null)
            {
                yield return Answered(log, exchange, sizing, sourceName);
            }
        }
    }

    private static Finding Unanswered(ClientLog log, SecurityExchange exchange, ReportSizing sizing, string source) => new()
    {
        Code = FindingCodes.ReportExceedsMtu,
        Severity = Severity.Fault,
        Confidence = Confidence.Likely,
        Title = $"The report of {sizing.XmlBytes:N0} bytes is too large for one packet, "
            + (sizing.XmlBytes <= ReportSizing.CompressionThreshold ? "too small to be compressed" : "not compressed")
            + ", and unanswered",
        Explanation = Explanation(sizing),
        Conversation = ExchangeFacts.Conversation(exchange),
        Facts = Facts(log, exchange, sizing),
        Evidence = ExchangeFacts.Evidence(source, exchange, sizing.Sent),
        Remedies = Remedies(sizing),
        NextSteps = CaptureCommands.ForFragments(exchange, sizing.XmlBytes),
        Explains = [FindingCodes.IpFragmentsLost, FindingCodes.RequestUnanswered],
        Rivals = [FindingCodes.ServerSilent],
    };

    private static Finding Answered(ClientLog log, SecurityExchange exchange, ReportSizing sizing, string source) => new()
    {
        Code = FindingCodes.ReportExceedsMtu,
        Severity = Severity.Note,
        Confidence = Confidence.Likely,
        Title = $"The report of {sizing.XmlBytes:N0} bytes needs IP fragments; this path carries them",
        Explanation = $"The report's XML is larger than the {ReportSizing.PathPayloadLimit:N0} bytes that fit one packet and is not "
            + "compressed, so it will have left in fragments, and it was answered. On a path with a device that drops fragments the "
            + "same report fails.",
        Conversation = ExchangeFacts.Conversation(exchange),
        Facts = Facts(log, exchange, sizing),
        Evidence = ExchangeFacts.Evidence(source, exchange, sizing.Sent),
    };

    private static string Explanation(ReportSizing sizing)
    {
        string plain = sizing.XmlBytes <= ReportSizing.CompressionThreshold
            ? $"and not above the {ReportSizing.CompressionThreshold:N0} from which the client compresses and encrypts"
            : "and the server does not ask for compression";
        return $"Packet 3 was {ExchangeFacts.SentPhrase(sizing.Sent)}, and no answer was logged. Its XML has {sizing.XmlBytes:N0} "
            + $"bytes: above the {ReportSizing.PathPayloadLimit:N0} that fit one packet on Ethernet {plain}, so it will have left as plain text in "
            + $"{Fragments(sizing.XmlBytes)} IP fragments.{sizing.PatchSentence()} Compressed it has about {sizing.DeflatedBytes:N0} bytes"
            + (sizing.DeflatedBytes <= ReportSizing.PathPayloadLimit ? " and would have fitted one packet. " : ". ")
            + Compression(sizing)
            + "The log does not show what became of the fragments: a path that drops them fits best, a server that stays silent is not "
            + "excluded.";
    }

    private static string Compression(ReportSizing sizing) => sizing.ServerCompression switch
    {
        "on" => $"The server's compression seems to be on: packet 2 arrived in {sizing.PolicyReceivedBytes:N0} bytes although its XML has "
            + $"{sizing.PolicyXmlBytes:N0} (compressed {sizing.PolicyDeflatedBytes:N0}). It does not help a report of this size; "
            + $"with some {sizing.PatchesToThreshold:N0} more patches the report would be compressed and pass. ",
        "off" => $"The server's compression seems to be off: packet 2 arrived in {sizing.PolicyReceivedBytes:N0} bytes, its XML has "
            + $"{sizing.PolicyXmlBytes:N0}. ",
        _ => "Whether the server asks for compression cannot be told from this log. ",
    };

    private static int Fragments(int xmlBytes)
    {
        // Each fragment but the last carries 1,480 octets of what follows the IP header, the 8 of the UDP header included.
        const int UdpHeader = 8;
        const int FragmentPayload = ReportSizing.PathPayloadLimit + UdpHeader;
        return (xmlBytes + UdpHeader + FragmentPayload - 1) / FragmentPayload;
    }

    private static Dictionary<string, object> Facts(ClientLog log, SecurityExchange exchange, ReportSizing sizing)
    {
        Dictionary<string, object> facts = sizing.Facts();
        foreach (KeyValuePair<string, object> fact in ExchangeFacts.Facts(log, exchange, sizing.Sent))
        {
            facts[fact.Key] = fact.Value;
        }

        facts["fragments"] = Fragments(sizing.XmlBytes);
        facts["patchesToThreshold"] = sizing.PatchesToThreshold;
        return facts;
    }

    private static List<string> Remedies(ReportSizing sizing)
    {
        var remedies = new List<string>
        {
            "Find the device between endpoint and policy server that drops IP fragments and mend it: access lists and firewall rules "
                + "that only pass packets with ports, attack protection against fragments or large packets, limits of virtual "
                + "reassembly (HP and H3C Comware "
                + "`ip virtual-reassembly`: 16 fragments per datagram, 64 datagrams, 3 s, or drop-fragments; Cisco IOS alike). When its "
                + "settings do not explain it, raise it with the device's vendor; in the field it was a defect of the product.",
            sizing.ServerCompression == "off"
                ? "Switch \"Packet Compression and Encryption\" of the policy server on."
                : "Keep \"Packet Compression and Encryption\" of the policy server on; larger reports depend on it.",
        };
        if (sizing.XmlBytes <= ReportSizing.CompressionThreshold)
        {
            remedies.Add($"Take the report out of the window between {ReportSizing.PathPayloadLimit:N0} and "
                + $"{ReportSizing.CompressionThreshold:N0} bytes: fewer checks or, with compression on, one that adds results. "
                + "Ask the client's vendor to compress from the size that no longer fits one packet.");
        }

        if (sizing.Windows is not null)
        {
            remedies.Add($"As a stopgap only: untick the patch check. The report shrinks to {sizing.BytesWithoutPatches:N0} bytes, and "
                + "patches go unchecked.");
        }

        return remedies;
    }
}
