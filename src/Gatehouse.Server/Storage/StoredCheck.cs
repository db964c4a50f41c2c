namespace Gatehouse.Server.Storage;

/// <summary>All that a security check leaves in the database.</summary>
/// <param name="Exchange">The exchange; the moment it was received is that of the verdict too.</param>
/// <param name="Desired">The access that the verdict asks for.</param>
/// <param name="ReasonsFirstSeen">Since when each of its reasons is known, as the column keeps it.</param>
internal sealed record StoredCheck(Exchange Exchange, Access Desired, string ReasonsFirstSeen);
