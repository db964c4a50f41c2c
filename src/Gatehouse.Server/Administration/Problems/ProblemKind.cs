namespace Gatehouse.Server.Administration.Problems;

/// <summary>A kind of problem; docs/administration.md lists them, and they are never renamed.</summary>
/// <param name="Name">Its name in <c>type</c>.</param>
/// <param name="Title">The same in words.</param>
/// <param name="Status">HTTP status.</param>
internal sealed record ProblemKind(string Name, string Title, int Status)
{
    private const string Prefix = "urn:gatehouse:problem:";

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

    /// <summary>A mistake of ours.</summary>
    public static readonly ProblemKind Internal = new("internal", "The server failed", 500);

    /// <summary>The endpoint cannot be told anything now.</summary>
    public static readonly ProblemKind NotConnected = new("not-connected", "The endpoint is not connected", 503);

    /// <summary>The database cannot be used.</summary>
    public static readonly ProblemKind Storage = new("storage", "The database cannot be used", 503);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ProblemKind> All { get; } =
    [
        InvalidRequest, Unauthenticated, Forbidden, NotFound, MethodNotAllowed, Conflict, PreconditionFailed, TooLarge, UnsupportedMediaType,
        InvalidPolicy, Internal, NotConnected, Storage,
    ];

    /// <summary>What stands in <c>type</c>: "urn:gatehouse:problem:not-found".</summary>
    public string Type => Prefix + Name;
}
