namespace Gatehouse.Server.Identity;

/// <summary>A sort of refusal; docs/server.md lists them, and they are never renamed.</summary>
/// <param name="Name">Its name in <c>type</c>.</param>
/// <param name="Title">The same in words.</param>
/// <param name="Status">HTTP status.</param>
internal sealed record RefusalKind(string Name, string Title, int Status)
{
    /// <summary>The body is not what the route takes.</summary>
    public static readonly RefusalKind InvalidRequest = new("invalid-request", "The request is not valid", 400);

    /// <summary>The body is too large.</summary>
    public static readonly RefusalKind TooLarge = new("too-large", "The body is too large", 413);

    /// <summary>The enrolment token is worth nothing.</summary>
    public static readonly RefusalKind Token = new("enrollment-token", "The enrolment token is not accepted", 403);

    /// <summary>No client certificate was shown.</summary>
    public static readonly RefusalKind NoCertificate = new("no-client-certificate", "A client certificate is needed", 401);

    /// <summary>The client certificate is not of this server's CA.</summary>
    public static readonly RefusalKind ForeignCertificate = new("foreign-client-certificate", "The client certificate is not of this server", 401);

    /// <summary>The client certificate has expired.</summary>
    public static readonly RefusalKind ExpiredCertificate = new("expired-client-certificate", "The client certificate has expired", 401);

    /// <summary>The certificate was replaced by one with another key.</summary>
    public static readonly RefusalKind ReplacedCertificate = new("replaced-client-certificate", "The client certificate was replaced", 401);

    /// <summary>The server does not know the endpoint.</summary>
    public static readonly RefusalKind UnknownEndpoint = new("unknown-endpoint", "The endpoint is not known", 403);

    /// <summary>The endpoint waits for an administrator.</summary>
    public static readonly RefusalKind Held = new("endpoint-held", "The endpoint is held for approval", 403);

    /// <summary>The endpoint was revoked.</summary>
    public static readonly RefusalKind Revoked = new("endpoint-revoked", "The endpoint was revoked", 403);

    /// <summary>There is nothing at this address.</summary>
    public static readonly RefusalKind NotFound = new("not-found", "There is no such thing", 404);

    /// <summary>The server cannot store anything.</summary>
    public static readonly RefusalKind Storage = new("storage", "The database cannot be used", 503);

    /// <summary>A mistake of the server.</summary>
    public static readonly RefusalKind Internal = new("internal", "The server failed", 500);

    /// <summary>What stands in <c>type</c>: "urn:gatehouse:problem:endpoint-held".</summary>
    public string Type => $"urn:gatehouse:problem:{Name}";
}
