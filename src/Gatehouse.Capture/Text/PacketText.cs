namespace Gatehouse.Capture.Text;

/// <summary>What a text with printed packets holds.</summary>
public sealed record PacketText
{
    /// <summary>The frames, group by group, inside a group by frame number.</summary>
    public required IReadOnlyList<TextFrame> Frames { get; init; }

    /// <summary>What was recovered, assumed or left out while reading, one English sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>
    /// Lines that look like packets but could not be read, and packets printed without what following their conversation takes (ports,
    /// TCP flags). While there are any, that the rest shows no fault means little.
    /// </summary>
    public long Unread { get; init; }

    /// <summary>Whether the text holds printed packets at all.</summary>
    public bool LooksLikePacketText => Frames.Count > 0;
}
