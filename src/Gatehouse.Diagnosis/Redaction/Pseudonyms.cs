using System.Buffers;
using System.Globalization;
using System.Text;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Redaction;

/// <summary>
/// Other names for what is private: the same thing gets the same name everywhere, in the order in which things are met. Addresses get
/// addresses that nobody has (RFC 2544, RFC 3849), so that filters and programs still work with them.
/// </summary>
public sealed class Pseudonyms
{
    private const uint FirstIpv4 = 0xC612_0001;
    private const ulong Ipv6Prefix = 0x2001_0DB8_0000_0000;
    private const ulong LocalMac = 0x0200_0000_0000;
    private const byte MulticastBit = 0x01;
    private const uint LoopbackNetwork = 127;

    private static readonly SearchValues<char> OfAddresses = SearchValues.Create("0123456789abcdefABCDEF.:-");

    private readonly Dictionary<IpAddress, IpAddress> _addresses = [];
    private readonly Dictionary<ulong, ulong> _macs = [];
    private readonly Dictionary<string, string> _words = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _counts = [];
    private SearchValues<string>? _search;
    private uint _ipv4;
    private ulong _ipv6;

    /// <summary>Gives a word a pseudonym, wherever it stands.</summary>
    /// <param name="word">The word; what is empty or stands for nothing private already is left alone.</param>
    /// <param name="kind">What its pseudonym begins with: "user", "name", "file".</param>
    /// <param name="ending">What its pseudonym ends with.</param>
    public void Learn(string? word, string kind, string ending = "")
    {
        if (string.IsNullOrWhiteSpace(word) || _words.ContainsKey(word) || IsAddress(word))
        {
            return;
        }

        int number = _counts.GetValueOrDefault(kind) + 1;
        _counts[kind] = number;
        _words[word] = string.Create(CultureInfo.InvariantCulture, $"{kind}-{number}{ending}");
        _search = null;
    }

    /// <summary>The pseudonym of an address; addresses of groups, of nobody and of the host itself stay.</summary>
    public IpAddress Of(IpAddress address)
    {
        if (address.IsMulticastOrBroadcast
            || (address.IsIpv4 ? address.Ipv4Value >> 24 is 0 or LoopbackNetwork : address is { HighBits: 0, LowBits: <= 1 }))
        {
            return address;
        }

        if (!_addresses.TryGetValue(address, out IpAddress pseudonym))
        {
            pseudonym = address.IsIpv4 ? IpAddress.FromIpv4(FirstIpv4 + _ipv4++) : IpAddress.FromBits(Ipv6Prefix, ++_ipv6);
            _addresses[address] = pseudonym;
        }

        return pseudonym;
    }

    /// <summary>The pseudonym of a hardware address in the low 48 bits; addresses of groups stay.</summary>
    public ulong OfMac(ulong mac)
    {
        if (mac == 0 || ((mac >> 40) & MulticastBit) != 0)
        {
            return mac;
        }

        if (!_macs.TryGetValue(mac, out ulong pseudonym))
        {
            _macs[mac] = pseudonym = LocalMac + (ulong)_macs.Count + 1;
        }

        return pseudonym;
    }

    /// <summary>A text with everything private in it replaced.</summary>
    public string Replace(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return ReplaceAddresses(ReplaceWords(text));
    }

    private static bool IsAddress(string word) => IpAddress.TryParse(word, out _) || IpEndpoint.TryParse(word, out _) || TryParseMac(word, out _);

    private string ReplaceWords(string text)
    {
        if (_words.Count == 0)
        {
            return text;
        }

        _search ??= SearchValues.Create([.. _words.Keys], StringComparison.OrdinalIgnoreCase);
        StringBuilder replaced = new();
        int at = 0;
        while (at < text.Length && text.AsSpan(at).IndexOfAny(_search) is >= 0 and var ahead)
        {
            int start = at + ahead;
            string? word = LongestAt(text, start);
            replaced.Append(text, at, start - at);
            at = start + (word?.Length ?? 1);
            replaced.Append(word is null ? text[start].ToString() : _words[word]);
        }

        return at == 0 ? text : replaced.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>The longest word learnt that stands at a place for itself; null when what stands there is part of another word.</summary>
    private string? LongestAt(string text, int start) => start > 0 && IsOfWord(text[start - 1])
        ? null
        : _words.Keys
            .Where(word => string.Compare(text, start, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0)
            .Where(word => start + word.Length == text.Length || !IsOfWord(text[start + word.Length]))
            .MaxBy(word => word.Length);

    private string ReplaceAddresses(string text)
    {
        StringBuilder replaced = new();
        int at = 0;
        while (at < text.Length)
        {
            int length = text.AsSpan(at).IndexOfAnyExcept(OfAddresses);
            length = length < 0 ? text.Length - at : length;
            if (length == 0)
            {
                replaced.Append(text[at++]);
                continue;
            }

            bool standsAlone = (at == 0 || !IsOfWord(text[at - 1])) && (at + length == text.Length || !IsOfWord(text[at + length]));
            string run = text.Substring(at, length);
            replaced.Append(standsAlone ? OfRun(run) : run);
            at += length;
        }

        return replaced.ToString();
    }

    private string OfRun(string run)
    {
        string core = run.TrimEnd('.', ':', '-');
        string end = run[core.Length..];
        if (TryParseMac(core, out ulong mac))
        {
            return FormatMac(OfMac(mac)) + end;
        }

        if (IpAddress.TryParse(core, out IpAddress address))
        {
            return Of(address) + end;
        }

        return IpEndpoint.TryParse(core, out IpEndpoint endpoint) ? new IpEndpoint(Of(endpoint.Address), endpoint.Port) + end : run;
    }

    private static bool IsOfWord(char letter) => char.IsLetterOrDigit(letter) || letter is '_' or '-';

    private static bool TryParseMac(string text, out ulong mac)
    {
        const int Length = 17;
        const int Step = 3;
        mac = 0;
        if (text.Length != Length)
        {
            return false;
        }

        for (int at = 0; at < Length; at += Step)
        {
            if ((at + 2 < Length && text[at + 2] is not (':' or '-'))
                || !byte.TryParse(text.AsSpan(at, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte octet))
            {
                return false;
            }

            mac = (mac << 8) | octet;
        }

        return true;
    }

    private static string FormatMac(ulong mac) =>
        string.Join(':', Enumerable.Range(0, 6).Select(octet => ((mac >> (40 - (8 * octet))) & 0xFF).ToString("x2", CultureInfo.InvariantCulture)));
}
