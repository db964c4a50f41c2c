using System.Collections;
using System.Globalization;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Languages;

/// <summary>
/// What of a finding belongs to no language, under names that phrases use: its facts under their own, and what it has beside them under names
/// with "@" in front.
/// </summary>
internal sealed class FindingWords
{
    /// <summary>Names with "@" that a phrase may use.</summary>
    public static readonly IReadOnlySet<string> Others = new HashSet<string>(StringComparer.Ordinal)
    {
        "@confidence", "@severity", "@count", "@protocol", "@client", "@clientAddress", "@server", "@serverAddress", "@serverPort",
        "@place", "@after", "@before", "@at", "@direction", "@source",
    };

    /// <summary>How a number may be written, behind a colon: as it is, or as a share of a hundred.</summary>
    public static readonly IReadOnlySet<string> Forms = new HashSet<string>(StringComparer.Ordinal) { "plain", "percent" };

    // Facts that support others: nobody misses them in a text.
    private static readonly HashSet<string> Minor = new(StringComparer.Ordinal)
    {
        "sha256", "subject", "notBefore", "notAfter", "names", "code", "type", "errors", "resetTtl", "serverTtl", "senderTtl", "packetsAfterReset", "acknowledgesAll",
        "zeroWindows", "packet2ReceivedBytes", "packet2XmlBytes", "packet2DeflatedBytes", "clientResultCode", "firstSentLocal", "lastSentLocal", "direction",
        "sentinel", "serverBytes", "eventSeqId", "host", "rejectedBy", "seenAt", "nameServers", "duplicatePatches", "fragmented", "clientLowest",
    };

    private readonly Finding _finding;
    private readonly Phrasebook _words;
    private readonly HashSet<string> _covered = new(StringComparer.Ordinal);

    /// <summary>Takes a finding.</summary>
    public FindingWords(Finding finding, Phrasebook words) => (_finding, _words) = (finding, words);

    /// <summary>Whether some fact that matters was neither said nor asked for.</summary>
    public bool IsLacking => _finding.Facts.Keys.Any(fact => !Minor.Contains(fact) && !_covered.Contains(fact));

    /// <summary>The value of a name as JSON has it; null when there is none.</summary>
    public string? Plain(string name) => name switch
    {
        "@confidence" => Lower(_finding.Confidence),
        "@severity" => Lower(_finding.Severity),
        "@count" => _finding.Count > 1 ? _finding.Count.ToString(CultureInfo.InvariantCulture) : null,
        "@protocol" => _finding.Conversation?.Protocol,
        "@client" => _finding.Conversation?.Client,
        "@server" => _finding.Conversation?.Server,
        "@clientAddress" => AddressOf(_finding.Conversation?.Client),
        "@serverAddress" => AddressOf(_finding.Conversation?.Server),
        "@serverPort" => PortOf(_finding.Conversation?.Server),
        "@place" => _finding.Where is { } where ? (where.At is null ? "between" : "at") : null,
        "@after" => _finding.Where?.After,
        "@before" => _finding.Where?.Before,
        "@at" => _finding.Where?.At,
        "@direction" => _finding.Where?.Direction,
        "@source" => _finding.Evidence.Count > 0 ? _finding.Evidence[0].Source : null,
        _ => _finding.Facts.TryGetValue(name, out object? fact) ? Plain(fact) : null,
    };

    /// <summary>The value of a name as it is shown: words in the language, digits in groups. Null when there is none.</summary>
    public string? Shown(string name)
    {
        string[] parts = name.Split(':', 2);
        string? plain = Plain(parts[0]);
        if (plain is null)
        {
            return null;
        }

        object? fact = _finding.Facts.GetValueOrDefault(parts[0]);
        return (fact, parts.ElementAtOrDefault(1)) switch
        {
            (_, "plain") => plain,
            (double share, "percent") => share.ToString("0.#%", CultureInfo.InvariantCulture),
            (sbyte or byte or short or ushort or int or uint or long, _) => _words.Number(Convert.ToInt64(fact, CultureInfo.InvariantCulture)),
            (string or bool, _) => _words.FactValue(name, plain),
            (IEnumerable list, _) => List([.. list.Cast<object>().Select(item => _words.FactValue(name, Plain(item) ?? string.Empty))]),
            _ => parts[0] == "@count" ? _words.Number(_finding.Count) : plain,
        };
    }

    /// <summary>Notes names that were said or asked for.</summary>
    public void Cover(IEnumerable<string> names) => _covered.UnionWith(names.Select(name => name.Split(':', 2)[0]));

    /// <summary>Names stand in a list; clauses are told apart more clearly.</summary>
    private string List(string[] items) => items.Any(item => item.Contains(' ', StringComparison.Ordinal)) ? string.Join(_words[Phrase.Semicolon], items) : _words.List(items);

    private static string? Plain(object fact) => fact switch
    {
        bool truth => truth ? "true" : "false",
        string text => text.Length > 0 ? text : null,
        IEnumerable list => list.Cast<object>().Any() ? string.Join(' ', list.Cast<object>().Select(Plain)) : null,
        _ => Convert.ToString(fact, CultureInfo.InvariantCulture),
    };

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string? AddressOf(string? end) => end is null ? null
        : IpEndpoint.TryParse(end, out IpEndpoint known) ? known.Address.ToString()
        : IpAddress.TryParse(end, out _) ? end : null;

    private static string? PortOf(string? end) =>
        end is not null && IpEndpoint.TryParse(end, out IpEndpoint known) && known.Port != 0 ? known.Port.ToString(CultureInfo.InvariantCulture) : null;
}
