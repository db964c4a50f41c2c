using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gatehouse.Server.Problems;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Server.Administration;

/// <summary>Reads the JSON of a request.</summary>
internal static class RequestBody
{
    /// <summary>Octets of the largest body: a policy, with room for the escapes of JSON.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>Reads a body that must be there.</summary>
    /// <returns>The body, or the problem with it.</returns>
    public static async Task<(T? Body, Problem? Problem)> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        HttpRequest request = context.Request;
        if (request.ContentLength > MaxBytes)
        {
            return (null, TooLarge());
        }

        try
        {
            using MemoryStream content = new();
            byte[] buffer = new byte[16 * 1024];
            int read;
            while ((read = await request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
            {
                if (content.Length + read > MaxBytes)
                {
                    return (null, TooLarge());
                }

                content.Write(buffer, 0, read);
            }

            return content.Length == 0
                ? (null, new Problem(ProblemKind.InvalidRequest, "the body is empty; send JSON"))
                : Read(content.GetBuffer().AsSpan(0, (int)content.Length), type);
        }
        catch (JsonException error)
        {
            // The text of the exception names types of ours; the place is what helps.
            string place = string.IsNullOrEmpty(error.Path) || error.Path == "$" ? "body" : error.Path.TrimStart('$', '.');
            return (null, new Problem(
                ProblemKind.InvalidRequest,
                $"the body is not what this route takes: {Reason(error)}; GET /api/v1/openapi.json describes it",
                new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { [place] = [Reason(error)] }));
        }
    }

    /// <summary>Reads a body that may be left out.</summary>
    /// <returns>The body (<paramref name="otherwise"/> when there is none), or the problem with it.</returns>
    public static async Task<(T? Body, Problem? Problem)> ReadOptionalAsync<T>(HttpContext context, JsonTypeInfo<T> type, T otherwise)
        where T : class =>
        context.Request.ContentLength is null or 0 && !context.Request.Headers.ContainsKey("Transfer-Encoding") && !IsHttp2WithBody(context)
            ? (otherwise, null)
            : await ReadAsync(context, type);

    private static bool IsHttp2WithBody(HttpContext context) =>
        context.Request.ContentLength is null
        && context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;

    private static (T? Body, Problem? Problem) Read<T>(ReadOnlySpan<byte> content, JsonTypeInfo<T> type)
        where T : class
    {
        T? body = JsonSerializer.Deserialize(content, type);
        return body is null ? (null, new Problem(ProblemKind.InvalidRequest, "the body is null; send an object of JSON")) : (body, null);
    }

    private static Problem TooLarge() => new(ProblemKind.TooLarge, $"the body is larger than {MaxBytes} octets; send less");

    /// <summary>The runtime names a field only in the text of the exception, among names of our types.</summary>
    private static string Reason(JsonException error)
    {
        const string Missing = "including: ";
        const string Unknown = "The JSON property '";
        string text = error.Message;
        int start = text.IndexOf(Missing, StringComparison.Ordinal);
        if (start >= 0)
        {
            string names = text[(start + Missing.Length)..].Split(". ")[0].TrimEnd('.').Replace("'", string.Empty, StringComparison.Ordinal);
            return $"{names} missing";
        }

        if (text.StartsWith(Unknown, StringComparison.Ordinal) && text.IndexOf('\'', Unknown.Length) is > 0 and int end)
        {
            return $"field {text[Unknown.Length..end]} is not known";
        }

        return $"no valid value at line {(error.LineNumber ?? 0) + 1}, column {(error.BytePositionInLine ?? 0) + 1}";
    }
}
