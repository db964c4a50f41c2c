namespace Gatehouse.Posture.Reports;

/// <summary>What the endpoint knows about its updates. Either list is null when it was not determined.</summary>
/// <param name="Installed">Names of installed patches, for the server to check against its catalogue.</param>
/// <param name="Pending">Updates that are not installed.</param>
/// <param name="ListsDate">When the endpoint last heard from its sources of updates; null when not known.</param>
public sealed record UpdateStatus(
    IReadOnlyList<string>? Installed, IReadOnlyList<PendingUpdate>? Pending, DateTimeOffset? ListsDate);
