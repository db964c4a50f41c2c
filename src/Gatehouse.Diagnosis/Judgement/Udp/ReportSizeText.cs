using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Udp;

namespace Gatehouse.Diagnosis.Judgement.Udp;

/// <summary>Puts the size of a security-check report into words.</summary>
internal static class ReportSizeText
{
    /// <summary>A warning about a report that needs IP fragments.</summary>
    public static Finding Describe(ReportSize size, UdpConversation conversation, SourceContext context) => new()
    {
        Code = FindingCodes.ReportExceedsMtu,
        Severity = Severity.Warning,
        Confidence = Confidence.Likely,
        Title = $"A security-check report of {size.XmlBytes:N0} bytes is too large for one packet and travels uncompressed",
        Explanation = $"The report is plain XML of {size.XmlBytes:N0} bytes, {size.PayloadBytes:N0} with its header; one packet carries {ReportSize.LargestUnfragmented:N0}, so it travels in IP fragments. "
            + (size.IsBelowThreshold
                ? $"Clients compress only reports above {ReportSize.CompressionThreshold:N0} bytes, even when the server asks for it: between the two sizes a report is at the mercy of every device that drops fragments, and a larger one would pass."
                : $"Above {ReportSize.CompressionThreshold:N0} bytes a client compresses it when the server asks for that, so the server does not."),
        Conversation = conversation.Name(),
        Facts = new Dictionary<string, object>
        {
            ["xmlBytes"] = size.XmlBytes,
            ["payloadBytes"] = size.PayloadBytes,
            ["pathPayloadLimit"] = ReportSize.LargestUnfragmented,
            ["compressionThreshold"] = ReportSize.CompressionThreshold,
        },
        Evidence = [Proof.Of(conversation, context, "the report", size.Frame)],
        Remedies =
        [
            "Make the report smaller than one packet: check fewer patches and items, remove patches that are superseded or named twice.",
            "Switch on \"Packet Compression and Encryption\" on the policy server; it helps reports above the threshold only.",
            .. FragmentLossText.PathRemedies(conversation.Client.Address, conversation.Server.Address),
        ],
    };
}
