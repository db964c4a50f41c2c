using Gatehouse.Contracts.Administration;
using Gatehouse.Server.Administration;
using Gatehouse.Server.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Problems;

/// <summary>Gives a problem to every failure that has no words yet: no route, wrong method, wrong media type, and whatever is thrown.</summary>
internal sealed partial class ProblemResponses(RequestDelegate next, ILogger<ProblemResponses> logger)
{
    /// <summary>Runs the request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        Problem? problem = await RunAsync(context);
        if (problem is not null && !context.Response.HasStarted)
        {
            context.Response.Clear();
            await problem.ExecuteAsync(context);
        }
        else if (!context.Response.HasStarted && context.Response is { StatusCode: >= 400, ContentType: null })
        {
            await Of(context).ExecuteAsync(context);
        }
    }

    private async Task<Problem?> RunAsync(HttpContext context)
    {
        try
        {
            await next(context);
            return null;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for an answer.
            return null;
        }
        catch (BadHttpRequestException error)
        {
            return error.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? new Problem(ProblemKind.TooLarge, $"the body is larger than {RequestBody.MaxBytes} octets; send less")
                : new Problem(ProblemKind.InvalidRequest, "the request cannot be read as HTTP; check what lies between client and server");
        }
        catch (StorageException error)
        {
            LogStorage(logger, context.Request.Method, Route(context), error.Message);
            return new Problem(ProblemKind.Storage, error.Message);
        }
#pragma warning disable CA1031 // The last stop: whatever it is, the caller gets a problem and the log has the rest.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogFailed(logger, context.Request.Method, Route(context), error);
            return new Problem(ProblemKind.Internal, "the server made a mistake; its log says more, please report it");
        }
    }

    // The pattern and not the path: what a client sends does not belong in the log.
    private static string Route(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? AdministrationRoutes.Root;

    private static Problem Of(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => new Problem(
            ProblemKind.NotFound, $"there is nothing at this address; GET {AdministrationRoutes.OpenApi} describes every route"),
        StatusCodes.Status405MethodNotAllowed => new Problem(
            ProblemKind.MethodNotAllowed, $"{context.Request.Method} is not possible here; the header Allow says what is: {context.Response.Headers.Allow}"),
        StatusCodes.Status415UnsupportedMediaType => new Problem(
            ProblemKind.UnsupportedMediaType, "the body is not marked as JSON; send it with Content-Type: application/json"),
        StatusCodes.Status413PayloadTooLarge => new Problem(ProblemKind.TooLarge, $"the body is larger than {RequestBody.MaxBytes} octets; send less"),
        >= 500 => new Problem(ProblemKind.Internal, "the server made a mistake; its log says more, please report it"),
        _ => new Problem(ProblemKind.InvalidRequest, $"the request cannot be read; GET {AdministrationRoutes.OpenApi} describes every route"),
    };
}
