namespace Gatehouse.Capture.Text;

/// <summary>
/// Reads packet lists and packet detail trees as Wireshark and tshark print them, out of any text: an export, a mail, an
/// article in any language. Nothing is invented for frames left out of the text, and a frame printed twice is one frame.
/// </summary>
/// <remarks>
/// Time grows linearly with the text. At most 200,000 frames, 64 TLS messages of each and 200,000 in all, and 16,384 characters
/// of a line are read; notes say when more was left out. No input makes it throw.
/// </remarks>
public static class PacketTextReader
{
    /// <summary>Reads all printed packets of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cancellation">Ends reading early with <see cref="OperationCanceledException"/>.</param>
    public static PacketText Read(string text, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<string> notes = [];
        PacketTextParser parser = Parse(TextLines.Of(text), cancellation);
        if (Unfolding.Unfold(text) is { } unfolded)
        {
            PacketTextParser other = Parse(unfolded, cancellation);
            if (other.Frames.Count >= parser.Frames.Count && other.LinesUnread <= parser.LinesUnread)
            {
                parser = other;
                notes.Add("the lines of the list were folded, and were put together again");
            }
        }

        List<RawFrame> frames = FrameGroups.Sort(parser.Frames);
        ClockRecovery.Apply(frames, notes);
        parser.AddNotes(notes);
        FrameBuilder builder = new(parser.Names);
        List<TextFrame> built = builder.Build(frames);
        builder.AddNotes(notes);
        return new PacketText { Frames = built, Notes = notes, Unread = parser.LinesUnread + builder.Unfollowed };
    }

    private static PacketTextParser Parse(IEnumerable<(ReadOnlyMemory<char> Line, int Number)> lines, CancellationToken cancellation)
    {
        PacketTextParser parser = new();
        parser.Read(lines, cancellation);
        return parser;
    }
}
