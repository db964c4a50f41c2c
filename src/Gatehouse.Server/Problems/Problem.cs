using System.Globalization;
using System.Text.Json;
using Gatehouse.Contracts.Administration;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Server.Problems;

/// <summary>An answer that says what went wrong and what to do (RFC 9457).</summary>
/// <param name="kind">The kind of problem.</param>
/// <param name="detail">What happened, and what to do.</param>
/// <param name="errors">What is wrong, by field or line.</param>
internal sealed class Problem(ProblemKind kind, string detail, IReadOnlyDictionary<string, IReadOnlyList<string>>? errors = null) : IResult
{
    /// <summary>The kind of problem.</summary>
    public ProblemKind Kind { get; } = kind;

    /// <summary>What happened, and what to do.</summary>
    public string Detail { get; } = detail;

    /// <summary>Seconds after which to ask again; 0 when waiting does not help.</summary>
    public int RetryAfterSeconds { get; init; }

    /// <summary>There is no such thing.</summary>
    /// <param name="what">What was asked for: "endpoint 3f2c…".</param>
    /// <param name="list">The route that lists what there is.</param>
    public static Problem NotFound(string what, string list) => new(ProblemKind.NotFound, $"there is no {what}; GET {list} lists what there is");

    /// <summary>Somebody else changed it meanwhile.</summary>
    /// <param name="what">What was to be changed.</param>
    public static Problem Changed(string what) =>
        new(ProblemKind.PreconditionFailed, $"{what} is not as it was when you read it; read it again, and repeat the change if it still fits");

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        response.StatusCode = Kind.Status;
        response.ContentType = ProblemDocument.MediaType;
        response.Headers.CacheControl = "no-store";
        if (Kind == ProblemKind.Unauthenticated)
        {
            response.Headers.WWWAuthenticate = "Bearer realm=\"gatehouse\"";
        }

        if (RetryAfterSeconds > 0)
        {
            response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        }

        byte[] body = JsonSerializer.SerializeToUtf8Bytes(
            new ProblemDocument(Kind.Type, Kind.Title, Kind.Status, Detail, errors), AdministrationJson.Default.ProblemDocument);
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(httpContext.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }
}
