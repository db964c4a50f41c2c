using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gatehouse.Server.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gatehouse.Server.Hosting;

/// <summary>Reads the JSON of an agent's request within a bound.</summary>
internal static class JsonBody
{
    /// <summary>Reads a body.</summary>
    /// <param name="context">The request.</param>
    /// <param name="type">What it should be.</param>
    /// <param name="maxBytes">Octets at most.</param>
    /// <returns>The body, or the refusal.</returns>
    public static async Task<(T? Body, Problem? Refusal)> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type, int maxBytes)
        where T : class
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = maxBytes;
        }

        try
        {
            T? body = await JsonSerializer.DeserializeAsync(context.Request.Body, type, context.RequestAborted);
            return body is null ? (null, new Problem(ProblemKind.InvalidRequest, "the body is null; send an object of JSON")) : (body, null);
        }
        catch (JsonException error)
        {
            // The words of the exception name types of ours, and may quote what was sent.
            return (null, new Problem(
                ProblemKind.InvalidRequest,
                $"the body is not the JSON this route takes (line {(error.LineNumber ?? 0) + 1}, octet {(error.BytePositionInLine ?? 0) + 1}); update the agent or the server"));
        }
        catch (BadHttpRequestException error) when (error.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, new Problem(ProblemKind.TooLarge, $"the body is larger than {maxBytes} octets; send less at once"));
        }
    }
}
