using Gatehouse.Admission.Tests.Programs;

namespace Gatehouse.Admission.Tests.Scenarios;

/// <summary>Users who sign in at an endpoint.</summary>
public sealed class SignInTests
{
    private const string Password = "correct horse battery";

    [Fact]
    public async Task A_user_who_signs_in_stands_in_status_and_report_until_he_signs_out()
    {
        await using Site site = await Site.OpenAsync();
        await site.AddUserAsync("alice", Password);
        await site.AdmitAsync("admitted");

        Outcome signedIn = await site.SignInAsync("alice", Password);
        Assert.Equal(0, signedIn.Status);
        Assert.Contains("signed in as alice", signedIn.Output, StringComparison.Ordinal);
        Assert.Contains("checked over udp: admitted", signedIn.Output, StringComparison.Ordinal);
        Assert.Equal("alice", (await site.StatusAsync()).GetProperty("user").GetString());
        Assert.Contains("signed in        alice", (await site.AgentAsync("status")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, await File.ReadAllTextAsync(site.AgentLog, TestContext.Current.CancellationToken), StringComparison.Ordinal);

        Outcome signedOut = await site.AgentAsync("sign-out");
        Assert.Contains("alice is signed out", signedOut.Output, StringComparison.Ordinal);
        Assert.False((await site.StatusAsync()).TryGetProperty("user", out _));
        Assert.Contains("nobody is signed in", (await site.AgentAsync("sign-out")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_passwords_are_refused_in_one_line_then_slowed_down_and_an_absent_server_is_named()
    {
        await using Site site = await Site.OpenAsync();
        await site.AddUserAsync("alice", Password);
        await site.EnrolAsync();

        foreach (string user in new[] { "alice", "alice", "nobody", "alice", "alice" })
        {
            Outcome wrong = await site.SignInAsync(user, "not the password");
            Assert.Equal((1, 1), (wrong.Status, wrong.Output.Trim().Split('\n').Length));
            Assert.Contains("the name or the password is wrong", wrong.Output, StringComparison.Ordinal);
        }

        Outcome slowed = await site.SignInAsync("alice", "not the password");
        Outcome more = slowed.Output.Contains("too many", StringComparison.Ordinal) ? slowed : await site.SignInAsync("alice", Password);
        Assert.Equal(1, more.Status);
        Assert.Contains("too many wrong passwords; try again in", more.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Path.GetDirectoryName(site.AgentLog)!, "user.json")));

        await site.KillServerAsync();
        Outcome away = await site.SignInAsync("alice", Password);
        Assert.Equal(2, away.Status);
        Assert.Contains("not signed in", away.Output, StringComparison.Ordinal);
        Assert.Contains("refuses connections", away.Output, StringComparison.Ordinal);
    }
}
