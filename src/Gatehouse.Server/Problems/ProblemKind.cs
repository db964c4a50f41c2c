namespace Gatehouse.Server.Problems;

/// <summary>A kind of problem; docs/server.md lists those that agents meet, docs/administration.md those of administrators; they are never renamed.</summary>
/// <param name="Name">Its name in <c>type</c>.</param>
/// <param name="Title">The same in words.</param>
/// <param name="Status">HTTP status.</param>
internal sealed record ProblemKind(string Name, string Title, int Status)
{
    /// <summary>The body or the query says something that cannot be.</summary>
    public static readonly ProblemKind InvalidRequest = new("invalid-request", "The request is not valid", 400);

    /// <summary>No token, or one that does not work.</summary>
    public static readonly ProblemKind Unauthenticated = new("unauthenticated", "An API token is needed", 401);

    /// <summary>The token works, but not for this.</summary>
    public static readonly ProblemKind Forbidden = new("forbidden", "The role of the token does not allow this", 403);

    /// <summary>There is no such thing.</summary>
    public static readonly ProblemKind NotFound = new("not-found", "There is no such thing", 404);

    /// <summary>The thing is there, but not for this method.</summary>
    public static readonly ProblemKind MethodNotAllowed = new("method-not-allowed", "The method does not fit", 405);

    /// <summary>The thing is in a state in which this cannot be done.</summary>
    public static readonly ProblemKind Conflict = new("conflict", "The state does not allow this", 409);

    /// <summary>Somebody else changed it meanwhile.</summary>
    public static readonly ProblemKind PreconditionFailed = new("precondition-failed", "It was changed meanwhile", 412);

    /// <summary>The body is too large.</summary>
    public static readonly ProblemKind TooLarge = new("too-large", "The body is too large", 413);

    /// <summary>The body is no JSON.</summary>
    public static readonly ProblemKind UnsupportedMediaType = new("unsupported-media-type", "The body must be JSON", 415);

    /// <summary>The policy cannot be read.</summary>
    public static readonly ProblemKind InvalidPolicy = new("invalid-policy", "The policy is not valid", 422);

    /// <summary>The catalogue of patches cannot be read.</summary>
    public static readonly ProblemKind InvalidCatalogue = new("invalid-catalog", "The catalogue is not valid", 422);

    /// <summary>The identity asks too often.</summary>
    public static readonly ProblemKind TooManyRequests = new("too-many-requests", "Too many requests", 429);

    /// <summary>A mistake of ours.</summary>
    public static readonly ProblemKind Internal = new("internal", "The server failed", 500);

    /// <summary>The endpoint cannot be told anything now.</summary>
    public static readonly ProblemKind NotConnected = new("not-connected", "The endpoint is not connected", 503);

    /// <summary>The database cannot be used.</summary>
    public static readonly ProblemKind Storage = new("storage", "The database cannot be used", 503);

    /// <summary>The enrolment token is worth nothing.</summary>
    public static readonly ProblemKind Token = new("enrollment-token", "The enrolment token is not accepted", 403);

    /// <summary>No client certificate was shown.</summary>
    public static readonly ProblemKind NoCertificate = new("no-client-certificate", "A client certificate is needed", 401);

    /// <summary>The client certificate is not of this server's CA.</summary>
    public static readonly ProblemKind ForeignCertificate = new("foreign-client-certificate", "The client certificate is not of this server", 401);

    /// <summary>The client certificate has expired.</summary>
    public static readonly ProblemKind ExpiredCertificate = new("expired-client-certificate", "The client certificate has expired", 401);

    /// <summary>The certificate was replaced by one with another key.</summary>
    public static readonly ProblemKind ReplacedCertificate = new("replaced-client-certificate", "The client certificate was replaced", 401);

    /// <summary>The server does not know the endpoint.</summary>
    public static readonly ProblemKind UnknownEndpoint = new("unknown-endpoint", "The endpoint is not known", 403);

    /// <summary>The endpoint waits for an administrator.</summary>
    public static readonly ProblemKind Held = new("endpoint-held", "The endpoint is held for approval", 403);

    /// <summary>The endpoint was revoked.</summary>
    public static readonly ProblemKind Revoked = new("endpoint-revoked", "The endpoint was revoked", 403);

    /// <summary>What stands in <c>type</c>: "urn:gatehouse:problem:not-found".</summary>
    public string Type => $"urn:gatehouse:problem:{Name}";
}
