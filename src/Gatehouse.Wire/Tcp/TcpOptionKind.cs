namespace Gatehouse.Wire.Tcp;

/// <summary>Kinds of TCP options (IANA "TCP Option Kind Numbers") that <see cref="TcpOptions"/> reads.</summary>
internal enum TcpOptionKind : byte
{
    /// <summary>End of the list; what follows is padding.</summary>
    End = 0,

    /// <summary>One octet of padding.</summary>
    NoOperation = 1,

    /// <summary>Maximum segment size (RFC 9293 section 3.7.1).</summary>
    MaximumSegmentSize = 2,

    /// <summary>Window scale (RFC 7323 section 2).</summary>
    WindowScale = 3,

    /// <summary>Selective acknowledgment permitted (RFC 2018 section 2).</summary>
    SackPermitted = 4,

    /// <summary>Selective acknowledgment blocks (RFC 2018 section 3).</summary>
    Sack = 5,

    /// <summary>Timestamps (RFC 7323 section 3).</summary>
    Timestamps = 8,

    /// <summary>MD5 signature (RFC 2385).</summary>
    Md5 = 19,

    /// <summary>Authentication option (RFC 5925).</summary>
    Authentication = 29,

    /// <summary>Fast Open cookie (RFC 7413).</summary>
    FastOpen = 34,
}
