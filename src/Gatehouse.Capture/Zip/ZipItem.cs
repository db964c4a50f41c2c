namespace Gatehouse.Capture.Zip;

/// <summary>One file in an archive.</summary>
/// <param name="Path">What it is called: the archive, a slash, and its name in there; chosen by strangers, only ever shown.</param>
/// <param name="Index">Its place in the archive's directory.</param>
/// <param name="IsEncrypted">Whether a password is needed.</param>
public sealed record ZipItem(string Path, int Index, bool IsEncrypted);
