namespace Gatehouse.Cli.Administration;

/// <summary>Where the server is, and who asks.</summary>
/// <param name="Server">Its address.</param>
/// <param name="Anchors">What its certificate must come from.</param>
/// <param name="Token">The API token.</param>
internal sealed record ServerConnection(Uri Server, TrustAnchors Anchors, string Token)
{
    /// <summary>Never shows the token.</summary>
    public override string ToString() => $"connection to {Server}";
}
