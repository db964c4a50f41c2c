using Gatehouse.Wire.Ip;

namespace Gatehouse.Capture.Text;

/// <summary>Reads the DNS part of a packet detail tree: the question, the response code and the addresses answered.</summary>
internal sealed class DnsTree
{
    private const int MaxAddresses = 64;
    private const int CodeBits = 0xF;
    private const string TypeMark = ": type ";

    private bool _isResponse;
    private bool _inAnswers;
    private string? _name;
    private ushort? _type;
    private int _code;
    private List<IpAddress> _addresses = [];

    /// <summary>Whether a line is the heading of a message that asks a name server, not of one sent to all neighbours.</summary>
    public static bool IsHeading(ReadOnlySpan<char> line) => line is "Domain Name System (query)" or "Domain Name System (response)";

    /// <summary>Starts with a heading.</summary>
    public void Open(ReadOnlySpan<char> heading)
    {
        _isResponse = heading.EndsWith("(response)", StringComparison.Ordinal);
        _inAnswers = false;
        _name = null;
        _type = null;
        _code = 0;
        _addresses = [];
    }

    /// <summary>Reads a cleaned line below the heading.</summary>
    /// <returns>Whether the line was understood.</returns>
    public bool Read(ReadOnlySpan<char> line)
    {
        if (line is "Queries" or "Answers" or "Authoritative nameservers" or "Additional records")
        {
            _inAnswers = line is "Answers";
            return true;
        }

        int mark = line.IndexOf(TypeMark, StringComparison.Ordinal);
        if (mark > 0)
        {
            ReadRecord(line[..mark], line[(mark + TypeMark.Length)..]);
            return true;
        }

        DetailField field = new(line);
        switch (field.Label)
        {
            case "Flags":
                int space = field.Value.IndexOf(' ');
                _code = _isResponse ? (int)((Scan.HexOrDecimal(space < 0 ? field.Value : field.Value[..space]) ?? 0) & CodeBits) : 0;
                return true;
            case "Reply code" when _isResponse:
                _code = (int)Math.Clamp(Scan.InParentheses(field.Value) ?? _code, 0, ushort.MaxValue);
                return true;
            case "Address" or "AAAA Address" when _inAnswers:
                Add(field.Value);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Hands over the message; null when the question is not printed.</summary>
    public TextDns? Finish() => _name is { } name && _type is { } type ? new TextDns(_isResponse, name, type, _code, _addresses) : null;

    /// <summary>"policy.example: type A, class IN, addr 10.0.2.105": the first is the question, also where the sections are not printed.</summary>
    private void ReadRecord(ReadOnlySpan<char> name, ReadOnlySpan<char> rest)
    {
        int comma = rest.IndexOf(',');
        if (_name is null && DnsLine.Type(comma < 0 ? rest : rest[..comma]) is { } type && name.Length <= DnsLine.MaxNameLength)
        {
            _name = name.TrimEnd('.').ToString().ToLowerInvariant();
            _type = type;
        }

        const string Address = ", addr ";
        int at = rest.IndexOf(Address, StringComparison.Ordinal);
        if (at >= 0 && _inAnswers)
        {
            Add(rest[(at + Address.Length)..]);
        }
    }

    private void Add(ReadOnlySpan<char> printed)
    {
        if (_addresses.Count < MaxAddresses && Scan.TryAddress(printed.Trim(' '), out IpAddress address) && !_addresses.Contains(address))
        {
            _addresses.Add(address);
        }
    }
}
