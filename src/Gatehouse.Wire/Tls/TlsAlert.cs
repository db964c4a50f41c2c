namespace Gatehouse.Wire.Tls;

/// <summary>An alert as far as it can be read.</summary>
/// <param name="Level">1 warning, 2 fatal; 0 when the alert is encrypted.</param>
/// <param name="Description">The description code (RFC 8446 section 6); 0 with <paramref name="IsEncrypted"/> means unknown.</param>
/// <param name="IsEncrypted">Whether the alert record was encrypted, so that level and description are not known.</param>
public readonly record struct TlsAlert(byte Level, byte Description, bool IsEncrypted)
{
    /// <summary>Whether the alert ends the connection for certain.</summary>
    public bool IsFatal => !IsEncrypted && Level == 2;

    /// <summary>The registered name, "protocol_version"; "encrypted" or "alert_77" otherwise.</summary>
    public string Name => IsEncrypted ? "encrypted" : AlertNames.Of(Description);
}
