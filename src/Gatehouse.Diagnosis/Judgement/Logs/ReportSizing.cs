using System.Text;
using Gatehouse.Diagnosis.Logs;
using Gatehouse.Wire.Ead;

namespace Gatehouse.Diagnosis.Judgement.Logs;

/// <summary>How large a report was, and how it will have travelled.</summary>
internal sealed record ReportSizing
{
    /// <summary>
    /// UDP payload that fits one packet on Ethernet: 1,500 less 20 octets of IPv4 header and 8 of UDP header. The log does not
    /// tell the path's real limit, which can only be lower.
    /// </summary>
    public const int PathPayloadLimit = 1472;

    /// <summary>
    /// Octets above which the client compresses and encrypts a report when the server asks for it. The field says "more than
    /// 3,000 bytes"; what happens at exactly 3,000 is not known.
    /// </summary>
    public const int CompressionThreshold = 3000;

    // "KB1234567;"
    private const int BytesPerPatch = 10;

    private const string CheckResultName = "checkResult";

    /// <summary>The report and its repetitions.</summary>
    public required Transmission Sent { get; init; }

    /// <summary>Octets of the XML alone.</summary>
    public required int XmlBytes { get; init; }

    /// <summary>Octets after compression.</summary>
    public required int DeflatedBytes { get; init; }

    /// <summary>The installed patches; null when they were not checked.</summary>
    public WindowsPatches? Windows { get; init; }

    /// <summary>Octets of the XML without the patch check.</summary>
    public required int BytesWithoutPatches { get; init; }

    /// <summary>
    /// "on" when the policy arrived in fewer octets than its XML has, which only compression can do; "off" when it arrived in
    /// as many or more; "unknown" when the log does not show both.
    /// </summary>
    public required string ServerCompression { get; init; }

    /// <summary>Octets in which the policy arrived; null when not logged.</summary>
    public int? PolicyReceivedBytes { get; init; }

    /// <summary>Octets of the policy's XML; null when not printed.</summary>
    public int? PolicyXmlBytes { get; init; }

    /// <summary>Octets of the policy after compression; null when not printed.</summary>
    public int? PolicyDeflatedBytes { get; init; }

    /// <summary>Whether it is too large for one packet and left as plain text.</summary>
    public bool TravelsPlainInFragments =>
        XmlBytes > PathPayloadLimit && (XmlBytes <= CompressionThreshold || ServerCompression == "off");

    /// <summary>Whether it left in fragments, or may have: compressed but still too large, or nobody knows whether compressed.</summary>
    public bool MayTravelInFragments => TravelsPlainInFragments
        || (XmlBytes > PathPayloadLimit && (ServerCompression == "unknown" || DeflatedBytes > PathPayloadLimit));

    /// <summary>How many more patches would lift the report over the threshold; 0 when it is over.</summary>
    public int PatchesToThreshold => Math.Max(0, (CompressionThreshold + BytesPerPatch - XmlBytes) / BytesPerPatch);

    /// <summary>Measures the last report of an exchange; null when none was printed completely.</summary>
    public static ReportSizing? Of(SecurityExchange exchange)
    {
        if (exchange.Sent(EadPacketType.Report) is not { Document: { } document, XmlBytes: { } bytes } sent)
        {
            return null;
        }

        ExchangePacket? policy = exchange.Received(EadPacketType.Policy);
        EadDocument? policyDocument = policy is { DocumentComplete: true } ? policy.Document : null;
        int? received = policy?.ReceivedBytes;
        int? policyBytes = policyDocument?.CanonicalSize();
        var withoutPatches = new EadDocument(document.Items.Where(item => !IsPatchResult(item)));
        return new ReportSizing
        {
            Sent = sent,
            XmlBytes = bytes,
            DeflatedBytes = document.DeflatedSize(),
            Windows = new SecurityReport(document).Windows,
            BytesWithoutPatches = withoutPatches.CanonicalSize(),
            ServerCompression = received is null || policyBytes is null ? "unknown" : received < policyBytes ? "on" : "off",
            PolicyReceivedBytes = received,
            PolicyXmlBytes = policyBytes,
            PolicyDeflatedBytes = policyDocument?.DeflatedSize(),
        };
    }

    /// <summary>"207 patches, KB2841134 named twice", or nothing.</summary>
    public string PatchSentence()
    {
        if (Windows is not { Patches.Count: > 0 } windows)
        {
            return string.Empty;
        }

        var sentence = new StringBuilder($" It names {windows.Patches.Count:N0} patches");
        if (windows.Duplicates is { Count: > 0 } duplicates)
        {
            sentence.Append($", {string.Join(", ", duplicates)} more than once ({windows.DistinctCount:N0} distinct)");
        }

        return sentence.Append('.').ToString();
    }

    /// <summary>The figures, under the names scripts rely on.</summary>
    public Dictionary<string, object> Facts()
    {
        var facts = new Dictionary<string, object>
        {
            ["xmlBytes"] = XmlBytes,
            ["deflatedBytes"] = DeflatedBytes,
            ["bytesWithoutPatches"] = BytesWithoutPatches,
            ["pathPayloadLimit"] = PathPayloadLimit,
            ["compressionThreshold"] = CompressionThreshold,
            ["serverCompression"] = ServerCompression,
        };
        if (Windows is { } windows)
        {
            facts["patches"] = windows.Patches.Count;
            facts["distinctPatches"] = windows.DistinctCount;
            facts["duplicatePatches"] = windows.Duplicates;
        }

        Add(facts, "packet2ReceivedBytes", PolicyReceivedBytes);
        Add(facts, "packet2XmlBytes", PolicyXmlBytes);
        Add(facts, "packet2DeflatedBytes", PolicyDeflatedBytes);
        return facts;
    }

    private static void Add(Dictionary<string, object> facts, string name, int? value)
    {
        if (value is { } known)
        {
            facts[name] = known;
        }
    }

    private static bool IsPatchResult(EadItem item) =>
        item.Name == CheckResultName && CheckResult.Parse(item.Value).Category.Equals("Windows", StringComparison.OrdinalIgnoreCase);
}
