using Gatehouse.Wire.Link;

namespace Gatehouse.Capture;

/// <summary>One captured frame. It borrows the reader's buffer and is valid until the next read; keep a copy to keep it.</summary>
public ref struct Frame
{
    /// <summary>Number of the frame in its file, 1-based, as Wireshark shows it.</summary>
    public long Number { get; set; }

    /// <summary>When it was captured.</summary>
    public Timestamp Time { get; set; }

    /// <summary>How to read the first header.</summary>
    public LinkType Link { get; set; }

    /// <summary>Index of the interface in the file, counted over all sections; 0 in formats without interfaces.</summary>
    public int Interface { get; set; }

    /// <summary>Octets the frame had on the wire, by the capture.</summary>
    public int OriginalLength { get; set; }

    /// <summary>The captured octets.</summary>
    public ReadOnlySpan<byte> Data { get; set; }
}
