namespace Gatehouse.Diagnosis.Logs;

/// <summary>Bounds on what is kept of one client log; what exceeds them is dropped and noted.</summary>
internal static class ClientLogLimits
{
    /// <summary>Entries kept; a day of detailed logging has some ten thousand.</summary>
    public const int MaxEntries = 200_000;

    /// <summary>Security checks kept.</summary>
    public const int MaxExchanges = 2_000;

    /// <summary>Packets kept for one security check; a failing one has about 7.</summary>
    public const int MaxPacketsPerExchange = 256;

    /// <summary>Notes kept about damage.</summary>
    public const int MaxNotes = 50;

    /// <summary>Characters at the start of a text that are searched when its kind is to be told.</summary>
    public const int MaxDetectionLength = 1 << 20;
}
