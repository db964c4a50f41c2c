namespace Gatehouse.Capture.Text;

/// <summary>What is kept of a text at most, and what was left out for it.</summary>
internal sealed class TextLimits
{
    /// <summary>Characters of a line that are read, leading spaces not counted.</summary>
    public const int MaxLineLength = 16_384;

    /// <summary>Characters of an info column that are kept.</summary>
    public const int MaxInfoLength = 2_048;

    /// <summary>Characters of all info columns that are kept: 160 for each frame when there are as many as may be.</summary>
    public const int MaxInfoTotal = 32 * 1024 * 1024;

    /// <summary>Frames kept of one text.</summary>
    public const int MaxFrames = 200_000;

    /// <summary>TLS messages kept of one text.</summary>
    public const int MaxMessages = 200_000;

    /// <summary>TLS messages kept of one frame; one record of the largest size holds fewer hellos.</summary>
    public const int MaxMessagesOfFrame = 64;

    /// <summary>Entries kept in one list of a hello: suites, extensions, groups.</summary>
    public const int MaxListEntries = 1_024;

    /// <summary>Resolved names remembered with their address.</summary>
    public const int MaxNames = 10_000;

    /// <summary>Lines that one broken-up list line may spread over.</summary>
    public const int MaxJoinedLines = 9;

    private int _messages;
    private int _info;

    /// <summary>Frames beyond <see cref="MaxFrames"/>.</summary>
    public long FramesLeftOut { get; set; }

    /// <summary>Lines longer than <see cref="MaxLineLength"/>.</summary>
    public long LinesCut { get; set; }

    /// <summary>Lines that look like packets but could not be read.</summary>
    public long LinesUnread { get; private set; }

    /// <summary>1-based number of the first of them; 0 when there are none.</summary>
    public int FirstUnread { get; private set; }

    /// <summary>Extensions of a name that is not known and without a number.</summary>
    public long ExtensionsLeftOut { get; set; }

    /// <summary>Frames with TLS messages beyond the limits.</summary>
    public long FramesCut { get; private set; }

    /// <summary>Frames whose info column is not kept whole.</summary>
    public long InfosCut { get; private set; }

    /// <summary>Cuts what a frame holds to what may still be kept, when the frame is kept and whenever its info column grows.</summary>
    public void Cut(RawFrame frame)
    {
        int room = Math.Min(MaxMessagesOfFrame, MaxMessages - _messages);
        if (frame.Tls.Count > room)
        {
            FramesCut++;
            frame.Tls.RemoveRange(room, frame.Tls.Count - room);
        }

        _messages += frame.Tls.Count;
        int length = Math.Min(MaxInfoLength, MaxInfoTotal - _info);
        if (frame.Info.Length > length)
        {
            InfosCut++;
            frame.Info = frame.Info[..length];
        }

        _info += frame.Info.Length;
    }

    /// <summary>Counts a line that looks like a packet but could not be read.</summary>
    public void Unread(int line)
    {
        FirstUnread = FirstUnread == 0 ? line : Math.Min(FirstUnread, line);
        LinesUnread++;
    }

    /// <summary>Gives back what a frame takes, before its info column is read again.</summary>
    public void Release(RawFrame frame)
    {
        _messages -= frame.Tls.Count;
        _info -= frame.Info.Length;
    }
}
