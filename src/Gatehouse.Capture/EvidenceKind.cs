namespace Gatehouse.Capture;

/// <summary>What a piece of evidence is, told by its content.</summary>
public enum EvidenceKind
{
    /// <summary>Nothing that is recognised.</summary>
    Unknown,

    /// <summary>No octets at all.</summary>
    Empty,

    /// <summary>A classic capture, any dialect.</summary>
    Pcap,

    /// <summary>A pcapng capture.</summary>
    Pcapng,

    /// <summary>A gzip file.</summary>
    Gzip,

    /// <summary>A zip archive.</summary>
    Zip,

    /// <summary>A Windows cabinet.</summary>
    Cab,

    /// <summary>A Windows event trace (.etl).</summary>
    Etl,

    /// <summary>Text: a packet list, a log, a configuration file. UTF-8, UTF-16 with a byte order mark, or some code page.</summary>
    Text,
}
