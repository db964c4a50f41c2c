namespace Gatehouse.Contracts.Administration.Tokens;

/// <summary>A new enrolment token. Its secret is in this answer and never again.</summary>
/// <param name="Token">All about it but the secret.</param>
/// <param name="Secret">What <c>gatehouse agent enroll --token-file</c> wants; holds the pin of the CA too.</param>
public sealed record EnrollmentTokenCreated(EnrollmentTokenSummary Token, string Secret)
{
    /// <summary>Never shows the secret.</summary>
    public override string ToString() => $"enrolment token {Token.Id}";
}
