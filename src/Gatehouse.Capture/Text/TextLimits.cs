namespace Gatehouse.Capture.Text;

/// <summary>What is kept of a text at most, and what was left out for it.</summary>
internal sealed class TextLimits
{
    /// <summary>Characters of a line that are read, leading spaces not counted.</summary>
    public const int MaxLineLength = 16_384;

    /// <summary>Characters of an info column that are kept.</summary>
    public const int MaxInfoLength = 2_048;

    /// <summary>Frames kept of one text.</summary>
    public const int MaxFrames = 200_000;

    /// <summary>TLS messages kept of one text.</summary>
    public const int MaxMessages = 500_000;

    /// <summary>Entries kept in one list of a hello: suites, extensions, groups.</summary>
    public const int MaxListEntries = 1_024;

    /// <summary>Resolved names remembered with their address.</summary>
    public const int MaxNames = 10_000;

    /// <summary>Lines that one broken-up list line may spread over.</summary>
    public const int MaxJoinedLines = 9;

    private int _messages;

    /// <summary>Frames beyond <see cref="MaxFrames"/>.</summary>
    public long FramesLeftOut { get; set; }

    /// <summary>Lines longer than <see cref="MaxLineLength"/>.</summary>
    public long LinesCut { get; set; }

    /// <summary>Extensions of a name that is not known and without a number.</summary>
    public long ExtensionsLeftOut { get; set; }

    /// <summary>Whether one more message may be kept.</summary>
    public bool TryCountMessage() => _messages < MaxMessages && ++_messages > 0;
}
