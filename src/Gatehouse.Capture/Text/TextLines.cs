namespace Gatehouse.Capture.Text;

/// <summary>Takes a text apart into lines, and lines apart where line breaks between packets were lost.</summary>
internal static class TextLines
{
    /// <summary>No line shorter than this holds two packets.</summary>
    private const int ShortestPair = 2 * 40;

    /// <summary>The lines, each with its 1-based number.</summary>
    public static IEnumerable<(ReadOnlyMemory<char> Line, int Number)> Of(string text)
    {
        int number = 0;
        int start = 0;
        while (start <= text.Length)
        {
            int length = text.AsSpan(start).IndexOfAny(Alphabets.LineBreaks);
            int end = length < 0 ? text.Length : start + length;
            yield return (text.AsMemory(start, end - start), ++number);
            start = end + (end + 1 < text.Length && text[end] == '\r' && text[end + 1] == '\n' ? 2 : 1);
        }
    }

    /// <summary>A line cut before every packet in it: a number, a time and two addresses. One packet or none leaves it as it is.</summary>
    public static IEnumerable<ReadOnlyMemory<char>> Split(ReadOnlyMemory<char> line)
    {
        List<int> starts = line.Length < ShortestPair ? [] : PacketStarts(line.Span);
        int from = 0;
        foreach (int start in starts.Skip(1))
        {
            yield return line[from..start];
            from = start;
        }

        yield return line[from..];
    }

    private static List<int> PacketStarts(ReadOnlySpan<char> line)
    {
        List<int> starts = [];
        WordWindow words = new();
        int at = 0;
        bool more = true;
        while (more || words.Count > 0)
        {
            more = words.Fill(line, ref at);
            if (words.IsPacketStart(line))
            {
                starts.Add(words.Start);
            }

            words.Drop();
        }

        return starts;
    }
}
