namespace Gatehouse.Capture.Pcapng;

/// <summary>Types of blocks (draft-ietf-opsawg-pcapng section 10.1); others survive as numbers.</summary>
internal enum BlockType : uint
{
    /// <summary>Describes an interface.</summary>
    InterfaceDescription = 1,

    /// <summary>A frame, in the form that was replaced by <see cref="EnhancedPacket"/>.</summary>
    ObsoletePacket = 2,

    /// <summary>A frame without a time, of interface 0.</summary>
    SimplePacket = 3,

    /// <summary>Names of addresses.</summary>
    NameResolution = 4,

    /// <summary>Counters of an interface.</summary>
    InterfaceStatistics = 5,

    /// <summary>A frame.</summary>
    EnhancedPacket = 6,

    /// <summary>An entry of the systemd journal.</summary>
    SystemdJournal = 9,

    /// <summary>Keys that decrypt the frames.</summary>
    DecryptionSecrets = 10,

    /// <summary>Content of a vendor, which may be copied to other files.</summary>
    Custom = 0x0BAD,

    /// <summary>Content of a vendor, which must not be copied to other files.</summary>
    CustomNotCopied = 0x40000BAD,

    /// <summary>Starts a section and tells its byte order. The same in either order.</summary>
    SectionHeader = 0x0A0D0D0A,
}
