namespace Gatehouse.Capture.Compression;

/// <summary>How far decompression has come.</summary>
internal enum InflateStatus
{
    /// <summary>More can be decoded.</summary>
    Running,

    /// <summary>The last block has ended.</summary>
    Done,

    /// <summary>The compressed data end inside a block.</summary>
    Truncated,

    /// <summary>The compressed data contradict the format.</summary>
    Invalid,
}
