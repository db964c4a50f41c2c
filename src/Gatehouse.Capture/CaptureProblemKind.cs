namespace Gatehouse.Capture;

/// <summary>The ways in which a capture can fall short.</summary>
public enum CaptureProblemKind
{
    /// <summary>The file ends inside a record; what stands before it was read.</summary>
    Truncated,

    /// <summary>A record contradicts the format; reading stopped there or went on behind it, as the detail says.</summary>
    Damaged,

    /// <summary>The compressed wrapper is damaged or ends early.</summary>
    CompressionDamaged,

    /// <summary>A record names an interface that was never described; it was skipped.</summary>
    UnknownInterface,

    /// <summary>Frames on a link type that is not decoded; they were counted only.</summary>
    UnsupportedLink,

    /// <summary>Blocks of an unknown type were skipped.</summary>
    UnknownBlock,

    /// <summary>Custom blocks, whose content only their vendor knows, were skipped.</summary>
    CustomBlock,

    /// <summary>The capturing host says that it dropped frames; the count is of those frames.</summary>
    DroppedFrames,

    /// <summary>Frame lengths that contradict each other were repaired.</summary>
    OddLength,

    /// <summary>Times outside what can be expressed were clamped.</summary>
    OddTime,

    /// <summary>Decryption secrets are inside the file; they are never used or printed.</summary>
    ContainsSecrets,
}
