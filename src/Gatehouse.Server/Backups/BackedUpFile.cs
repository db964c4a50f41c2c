namespace Gatehouse.Server.Backups;

/// <summary>A file in a backup.</summary>
/// <param name="Name">Its path below the data folder, with slashes.</param>
/// <param name="Octets">Its length.</param>
/// <param name="Sha256">SHA-256 of its content, in hexadecimal digits.</param>
public sealed record BackedUpFile(string Name, long Octets, string Sha256);
