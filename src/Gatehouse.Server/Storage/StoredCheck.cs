namespace Gatehouse.Server.Storage;

/// <summary>All that a security check leaves in the database.</summary>
/// <param name="Exchange">The exchange; the moment it was received is that of the verdict too.</param>
/// <param name="Desired">The access that the verdict asks for.</param>
/// <param name="ReasonsFirstSeen">Since when each of its reasons is known, as the column keeps it.</param>
/// <param name="Address">Where it came from; null leaves that as it was.</param>
internal sealed record StoredCheck(Exchange Exchange, Access Desired, string ReasonsFirstSeen, string? Address = null);
