using System.Text.Json;
using Gatehouse.Admission.Tests.Programs;

namespace Gatehouse.Admission.Tests.Scenarios;

/// <summary>An endpoint whose identity was taken away, as its user sees it.</summary>
public sealed class RevocationTests
{
    [Fact]
    public async Task A_revoked_endpoint_says_so_and_how_to_come_back_and_comes_back_without_a_restart()
    {
        await using Site site = await Site.OpenAsync();
        await site.AdmitAsync("admitted");
        string endpoint = (await site.StatusAsync()).GetProperty("endpointId").GetString()!;

        await site.AdministerAsync("endpoint", "revoke", endpoint, "--reason", "laptop was lost");
        JsonElement revoked = await site.StatusAsync(now => now.GetProperty("state").GetString() == "revoked");
        Assert.Equal("endpoint-revoked", revoked.GetProperty("trouble").GetProperty("problem").GetString());
        Outcome status = await site.AgentAsync("status");
        Assert.Equal(1, status.Status);
        string words = string.Join(' ', status.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("revoked: this endpoint's identity was taken away", words, StringComparison.Ordinal);
        Assert.Contains("laptop was lost", words, StringComparison.Ordinal);
        Assert.Contains("agent enroll --new-key", words, StringComparison.Ordinal);

        Outcome sameKey = await site.TryEnrolAsync();
        Assert.Equal(2, sameKey.Status);
        Assert.Contains("was revoked", sameKey.Output, StringComparison.Ordinal);
        Outcome newKey = await site.TryEnrolAsync("--new-key");
        Assert.Equal(0, newKey.Status);
        Assert.Contains("The agent runs", newKey.Output, StringComparison.Ordinal);
        await site.AgentAsync("check");
        JsonElement back = await site.StatusAsync(now => now.GetProperty("state").GetString() == "admitted");
        Assert.NotEqual(endpoint, back.GetProperty("endpointId").GetString());
    }
}
