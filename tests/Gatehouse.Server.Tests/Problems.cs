using System.Net;
using System.Text.Json;

namespace Gatehouse.Server.Tests;

/// <summary>What tests expect of refusals.</summary>
internal static class Problems
{
    /// <summary>Checks that an answer is a problem of that kind, with words.</summary>
    /// <returns>The words.</returns>
    public static async Task<string> ExpectAsync(HttpResponseMessage response, HttpStatusCode status, string kind)
    {
        string body = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode}: {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using JsonDocument problem = JsonDocument.Parse(body);
        Assert.Equal($"urn:gatehouse:problem:{kind}", problem.RootElement.GetProperty("type").GetString());
        string detail = problem.RootElement.GetProperty("detail").GetString()!;
        Assert.True(detail.Length > 20, detail);
        Assert.DoesNotContain('\n', detail);
        return detail;
    }
}
