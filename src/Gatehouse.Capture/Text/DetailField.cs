namespace Gatehouse.Capture.Text;

/// <summary>
/// One field of a packet detail tree: "Source Port: 50420", "[TCP Segment Len: 0]", "..1. .... = More fragments: Set".
/// </summary>
internal readonly ref struct DetailField
{
    /// <summary>Splits a cleaned line; the label is empty when it is no field.</summary>
    public DetailField(ReadOnlySpan<char> line)
    {
        if (line.Length > 0 && line[0] is '.' or '0' or '1')
        {
            int equals = line.IndexOf(" = ", StringComparison.Ordinal);
            if (equals > 0 && !line[..equals].ContainsAnyExcept(Alphabets.Bits))
            {
                Bits = ReadBits(line[..equals]);
                line = line[(equals + 3)..];
            }
        }

        if (line.Length > 0 && line[0] == '[')
        {
            line = line[1..].TrimEnd(']');
        }

        int colon = line.IndexOf(':');
        if (colon > 0)
        {
            Label = line[..colon].TrimEnd(' ');
            Value = line[(colon + 1)..].Trim(' ');
        }
    }

    /// <summary>What stands before the colon.</summary>
    public ReadOnlySpan<char> Label { get; }

    /// <summary>What stands behind it.</summary>
    public ReadOnlySpan<char> Value { get; }

    /// <summary>The number the drawn bits make, when bits are drawn before the field.</summary>
    public long? Bits { get; }

    private static long ReadBits(ReadOnlySpan<char> drawn)
    {
        long bits = 0;
        foreach (char c in drawn)
        {
            bits = c is '0' or '1' ? ((bits << 1) | (uint)(c - '0')) & uint.MaxValue : bits;
        }

        return bits;
    }
}
