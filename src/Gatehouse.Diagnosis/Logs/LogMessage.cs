using System.Globalization;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Logs;

/// <summary>
/// The messages of the security-check module that are understood. They are matched with all white space taken out, so that
/// a line break inside a word or number does not matter.
/// </summary>
internal readonly ref struct LogMessage
{
    private const int MaxDigits = 9;

    private readonly ReadOnlySpan<char> _text;

    /// <summary>Makes a matcher.</summary>
    /// <param name="compact">The message without white space.</param>
    public LogMessage(ReadOnlySpan<char> compact) => _text = compact;

    /// <summary><c>out-pkt [3]</c>: the client sends a packet.</summary>
    public bool IsSent(out int type) => TryNumber("out-pkt[", "]", out type);

    /// <summary><c>transfer [2] [21429]</c>: a received packet is handed on.</summary>
    public bool IsTransfer(out int type) => TryNumber("transfer[", "]", out type);

    /// <summary><c>The type is 2</c>.</summary>
    public bool IsType(out int type) => TryNumber("Thetypeis", string.Empty, out type);

    /// <summary><c>The id is 21429</c>.</summary>
    public bool IsId(out string id) => TryWord("Theidis", out id);

    /// <summary><c>The head id is ad878</c>.</summary>
    public bool IsHeadId(out string id) => TryWord("Theheadidis", out id);

    /// <summary><c>the state send before is 3</c>.</summary>
    public bool IsState(out int state) => TryNumber("statesendbeforeis", string.Empty, out state);

    /// <summary><c>pushSecRslt(3) returned 4</c>.</summary>
    public bool IsPushResult(out int type, out int code)
    {
        code = 0;
        return TryNumber("pushSecRslt(", ")returned", out type) && TryNumber($"pushSecRslt({type})returned", string.Empty, out code);
    }

    /// <summary><c>[21.208.64.40 : 9019] sent me 569 bytes.</c></summary>
    public bool IsReceived(out IpEndpoint? peer, out int bytes)
    {
        peer = null;
        const string Marker = "sentme";
        if (!TryNumber(Marker, "bytes", out bytes))
        {
            return false;
        }

        ReadOnlySpan<char> before = _text[.._text.IndexOf(Marker, StringComparison.OrdinalIgnoreCase)].TrimEnd(']');
        int colon = before.LastIndexOf(':');
        int bracket = before.LastIndexOf('[');
        if (bracket >= 0 && colon > bracket
            && IpAddress.TryParse(before[(bracket + 1)..colon], out IpAddress address)
            && ushort.TryParse(before[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
        {
            peer = new IpEndpoint(address, port);
        }

        return true;
    }

    private bool TryNumber(string before, string after, out int number)
    {
        number = 0;
        int start = _text.IndexOf(before, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
        {
            return false;
        }

        ReadOnlySpan<char> rest = _text[(start + before.Length)..];
        int digits = 0;
        while (digits < rest.Length && digits < MaxDigits && char.IsAsciiDigit(rest[digits]))
        {
            digits++;
        }

        return digits > 0 && rest[digits..].StartsWith(after, StringComparison.OrdinalIgnoreCase)
            && int.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private bool TryWord(string before, out string word)
    {
        word = string.Empty;
        int start = _text.IndexOf(before, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
        {
            return false;
        }

        ReadOnlySpan<char> rest = _text[(start + before.Length)..];
        int length = 0;
        while (length < rest.Length && length < MaxDigits * 2 && char.IsAsciiHexDigit(rest[length]))
        {
            length++;
        }

        word = rest[..length].ToString();
        return length > 0;
    }
}
