namespace Gatehouse.Wire.Tcp;

/// <summary>Kinds of TCP options (IANA "TCP Option Kind Numbers") that <see cref="TcpOptions"/> tells apart.</summary>
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
}
