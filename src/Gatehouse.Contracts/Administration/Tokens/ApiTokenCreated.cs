namespace Gatehouse.Contracts.Administration.Tokens;

/// <summary>A new API token. Its secret is in this answer and never again.</summary>
/// <param name="Token">All about it but the secret.</param>
/// <param name="Secret">What goes behind <c>Authorization: Bearer</c>.</param>
public sealed record ApiTokenCreated(ApiTokenSummary Token, string Secret)
{
    /// <summary>Never shows the secret.</summary>
    public override string ToString() => $"API token {Token.Id}";
}
