namespace Gatehouse.Tests.Common.Captures;

/// <summary>The dialects of the classic capture format, told apart by their magic number.</summary>
public enum PcapVariant
{
    /// <summary>Magic a1b2c3d4.</summary>
    Microseconds,

    /// <summary>Magic a1b23c4d.</summary>
    Nanoseconds,

    /// <summary>Magic a1b2cd34: record header of 24 octets.</summary>
    Modified,

    /// <summary>Magic a1b234cd.</summary>
    Mesquita,

    /// <summary>Magic a12b3c4d: nanoseconds.</summary>
    Navtel,

    /// <summary>Magic 1c0001ac: file header of 28 octets.</summary>
    IxiaHardware,

    /// <summary>Magic 1c0001ab: file header of 28 octets.</summary>
    IxiaSoftware,
}
