using Gatehouse.Wire.Link;

namespace Gatehouse.Capture;

/// <summary>What a capture says of one interface it recorded on.</summary>
public sealed record CaptureInterface
{
    /// <summary>How to read the first header of its frames.</summary>
    public required LinkType Link { get; init; }

    /// <summary>Most octets kept of a frame; 0 for no limit.</summary>
    public uint SnapLength { get; init; }

    /// <summary>Name, such as "eth0"; null when not told.</summary>
    public string? Name { get; init; }

    /// <summary>The capture filter in force; null when not told. A filter limits what silence can prove.</summary>
    public string? Filter { get; init; }

    /// <summary>Operating system of the capturing host; null when not told.</summary>
    public string? OperatingSystem { get; init; }

    /// <summary>Frames that interface or operating system dropped, by the statistics block; null when not told.</summary>
    public ulong? Dropped { get; set; }
}
