namespace Gatehouse.Capture.Pcapng;

/// <summary>Codes of the options that are read or written (draft-ietf-opsawg-pcapng sections 4.1 to 4.6).</summary>
internal static class OptionCode
{
    /// <summary>Ends the options; may be missing.</summary>
    public const ushort End = 0;

    /// <summary>Any block: a comment, UTF-8.</summary>
    public const ushort Comment = 1;

    /// <summary>Section header: the program that wrote it, UTF-8.</summary>
    public const ushort SectionApplication = 4;

    /// <summary>Interface: description, UTF-8.</summary>
    public const ushort InterfaceDescription = 3;

    /// <summary>Section header: operating system, UTF-8.</summary>
    public const ushort SectionOperatingSystem = 3;

    /// <summary>Interface: name, UTF-8.</summary>
    public const ushort InterfaceName = 2;

    /// <summary>Interface: unit of times, one octet.</summary>
    public const ushort InterfaceTimeResolution = 9;

    /// <summary>Interface: one octet that tells the kind of filter (0 is text), then the filter.</summary>
    public const ushort InterfaceFilter = 11;

    /// <summary>Interface: operating system, UTF-8.</summary>
    public const ushort InterfaceOperatingSystem = 12;

    /// <summary>Interface: seconds to add to every time, signed 64 bits.</summary>
    public const ushort InterfaceTimeOffset = 14;

    /// <summary>Statistics: frames dropped by the interface, 64 bits.</summary>
    public const ushort StatisticsInterfaceDrops = 5;

    /// <summary>Statistics: frames dropped by the operating system, 64 bits.</summary>
    public const ushort StatisticsSystemDrops = 7;

    /// <summary>Enhanced packet: frames lost since the one before on the same interface, 64 bits.</summary>
    public const ushort PacketDrops = 4;
}
