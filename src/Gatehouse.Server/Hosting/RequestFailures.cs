using Gatehouse.Server.Problems;
using Gatehouse.Server.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Hosting;

/// <summary>The last stop of a request: whatever is thrown, the client gets a reason and the log has the rest.</summary>
internal sealed partial class RequestFailures(RequestDelegate next, ILogger<RequestFailures> logger)
{
    /// <summary>Runs the request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, ContentType: null, StatusCode: StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed })
            {
                await Refusals.WriteAsync(context, new Problem(ProblemKind.NotFound, "there is nothing at this address for this method; check the address and the versions of agent and server"));
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for an answer.
        }
        catch (BadHttpRequestException) when (!context.Response.HasStarted)
        {
            await Refusals.WriteAsync(context, new Problem(ProblemKind.InvalidRequest, "the request cannot be read as HTTP, or its body stopped; check what lies between client and server"));
        }
        catch (StorageException error) when (!context.Response.HasStarted)
        {
            LogStorage(logger, context.Request.Method, context.GetEndpoint()?.DisplayName, error.Message);
            await Refusals.WriteAsync(context, new Problem(ProblemKind.Storage, "the server cannot use its database now; its log says why, try again later"));
        }
#pragma warning disable CA1031 // The last stop.
        catch (Exception error) when (!context.Response.HasStarted)
#pragma warning restore CA1031
        {
            LogFailed(logger, context.Request.Method, context.GetEndpoint()?.DisplayName, error);
            await Refusals.WriteAsync(context, new Problem(ProblemKind.Internal, "the server made a mistake; its log says more, please report it"));
        }
    }
}
