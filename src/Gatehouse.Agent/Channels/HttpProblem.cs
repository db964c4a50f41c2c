using System.Globalization;
using System.Net;
using System.Text.Json;
using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Agent.Channels;

/// <summary>Reads the reason out of an answer that is no success (problem details, RFC 9457).</summary>
internal static class HttpProblem
{
    private const int MaxText = 500;
    private const string KindStart = "urn:gatehouse:problem:";

    /// <summary>Explains an answer.</summary>
    public static ChannelFailure Explain(HttpResponseMessage answer, ReadOnlySpan<byte> body, ServerAddress server)
    {
        int status = (int)answer.StatusCode;
        (string? kind, string? title, string? detail) = Read(body);
        string what = title is null ? $"{server} answered {status.ToString(CultureInfo.InvariantCulture)}" : $"the server says: {title}";
        string remedy = detail ?? (answer.StatusCode switch
        {
            HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests => "the agent tries again by itself",
            _ => "look into the server's log for the reason",
        });
        return new ChannelFailure(FindingCodes.HttpError, what, remedy)
        {
            Status = status,
            Problem = kind?.StartsWith(KindStart, StringComparison.Ordinal) == true ? kind[KindStart.Length..] : null,
            RetryAfterSeconds = (int)(answer.Headers.RetryAfter?.Delta?.TotalSeconds ?? 0),
        };
    }

    private static (string? Kind, string? Title, string? Detail) Read(ReadOnlySpan<byte> body)
    {
        try
        {
            Utf8JsonReader reader = new(body);
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? (Text(document.RootElement, "type"), Text(document.RootElement, "title"), Text(document.RootElement, "detail"))
                : (null, null, null);
        }
        catch (JsonException)
        {
            return (null, null, null);
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text[..Math.Min(MaxText, text.Length)].TrimEnd('.')
            : null;
}
