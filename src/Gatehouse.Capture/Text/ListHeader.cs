namespace Gatehouse.Capture.Text;

/// <summary>The heading of a packet list, as far as content alone cannot tell the order of its columns.</summary>
/// <param name="DestinationFirst">Whether the destination column stands before the source column.</param>
internal readonly record struct ListHeader(bool DestinationFirst)
{
    /// <summary>Reads a heading such as "No. Time Source Destination Protocol Length Info".</summary>
    public static bool TryRead(ReadOnlySpan<char> line, out ListHeader header)
    {
        header = default;
        int source = line.IndexOf("Source", StringComparison.OrdinalIgnoreCase);
        int destination = line.IndexOf("Destination", StringComparison.OrdinalIgnoreCase);
        if (source < 0 || destination < 0 || line.Length > 256
            || !line.Contains("Protocol", StringComparison.OrdinalIgnoreCase)
            || !(line.Contains("Info", StringComparison.OrdinalIgnoreCase) || line.Contains("Time", StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        header = new ListHeader(destination < source);
        return true;
    }
}
