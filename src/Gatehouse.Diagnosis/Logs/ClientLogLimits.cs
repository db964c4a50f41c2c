namespace Gatehouse.Diagnosis.Logs;

/// <summary>Bounds on what is kept of client logs, of one log where nothing else is said; what exceeds them is dropped and noted.</summary>
internal static class ClientLogLimits
{
    /// <summary>Entries kept; a day of detailed logging has some ten thousand.</summary>
    public const int MaxEntries = 200_000;

    /// <summary>Security checks kept.</summary>
    public const int MaxExchanges = 2_000;

    /// <summary>Packets kept for one security check; a failing one has about 7.</summary>
    public const int MaxPacketsPerExchange = 256;

    /// <summary>Packets kept of all logs of a run.</summary>
    public const int MaxPackets = 100_000;

    /// <summary>Named values kept of all packets of a run.</summary>
    public const int MaxItems = 400_000;

    /// <summary>Characters kept of all packets of a run, names and values; the longest report known has 4,000.</summary>
    public const int MaxDocumentText = 32 * 1024 * 1024;

    /// <summary>Notes kept about damage.</summary>
    public const int MaxNotes = 50;

    /// <summary>Characters at the start of a text that are searched when its kind is to be told.</summary>
    public const int MaxDetectionLength = 1 << 20;

    /// <summary>Remarks of our own agent; it makes a few for each check.</summary>
    public const int MaxRemarks = 20_000;
}
