namespace Gatehouse.Server.Administration.Policies;

/// <summary>An endpoint with its last report.</summary>
internal sealed class ReportRow
{
    /// <summary>The endpoint.</summary>
    public Guid Id { get; init; }

    /// <summary>What it calls itself.</summary>
    public required string HostName { get; init; }

    /// <summary>Body of packet 3, as <see cref="Storage.Deflation"/> keeps it; null before the first.</summary>
    public byte[]? Report { get; init; }

    /// <summary>When the report came.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>Since when each reason of its last verdict is known, under whatever policy, as the column keeps it; null before the first.</summary>
    public string? ReasonsFirstSeen { get; init; }
}
