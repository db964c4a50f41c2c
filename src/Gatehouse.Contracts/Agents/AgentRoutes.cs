namespace Gatehouse.Contracts.Agents;

/// <summary>Where agents call the server, on the HTTPS port. Only <see cref="Enroll"/> and <see cref="TrustAnchors"/> work without a client certificate.</summary>
public static class AgentRoutes
{
    /// <summary>POST <see cref="EnrollmentRequest"/>: 201 with <see cref="EnrollmentAnswer"/> when enrolled, 202 with the same when held for approval.</summary>
    public const string Enroll = "/agent/v1/enroll";

    /// <summary>GET: the trust anchors in PEM, one after the other.</summary>
    public const string TrustAnchors = "/agent/v1/trust-anchors";

    /// <summary>POST <see cref="CertificateRenewal"/>: 200 with <see cref="EnrollmentAnswer"/>.</summary>
    public const string Certificate = "/agent/v1/certificate";

    /// <summary>POST <see cref="SessionRequest"/>: 200 with <see cref="SessionGrant"/>.</summary>
    public const string Sessions = "/agent/v1/sessions";

    /// <summary>
    /// POST a <see cref="CheckExchange"/>: 200 with a <see cref="CheckExchange"/>; the security check where UDP does not pass.
    /// </summary>
    public const string Exchange = "/agent/v1/exchange";

    /// <summary>POST <see cref="LogUpload"/>: 204.</summary>
    public const string Logs = "/agent/v1/logs";

    /// <summary>POST <see cref="UserSignIn"/>: 200 with <see cref="UserSignInAnswer"/>.</summary>
    public const string SignIn = "/agent/v1/sign-in";
}
