using System.Runtime.Versioning;
using Gatehouse.Admission.Tests.Programs;

namespace Gatehouse.Admission.Tests.Scenarios;

/// <summary>What an agent's folder tells somebody who may not look into it, waits, or asks for a look while the server is away.</summary>
public sealed class PlainWordsTests : IDisposable
{
    private static readonly Place OrdinaryUser = new(["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "env", "HOME=/nonexistent"]);
    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-words").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("agent", "status", "--data", "FOLDER/private")]
    [InlineData("agent", "run", "--data", "FOLDER/private")]
    [InlineData("agent", "check", "--data", "FOLDER/private")]
    [InlineData("token", "list", "--data", "FOLDER/private")]
    [InlineData("endpoint", "list", "--data", "FOLDER/private")]
    [UnsupportedOSPlatform("windows")]
    public async Task A_folder_that_may_not_be_read_is_not_taken_for_an_empty_one(params string[] arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "needs root, to be an ordinary user beside it");
        File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        Directory.CreateDirectory(Path.Combine(_folder, "private"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        Outcome outcome = await GatehouseProgram.RunAsync(OrdinaryUser, arguments.Select(argument => argument.Replace("FOLDER", _folder, StringComparison.Ordinal)));

        Assert.Equal(2, outcome.Status);
        Assert.Contains("cannot be read by this user; run this as root (sudo)", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("not enrolled", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("agent enroll", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_enrolment_that_waits_for_approval_says_so_until_it_is_approved()
    {
        await using Site site = await Site.OpenAsync();
        await site.EnrolAsync();
        Outcome held = await site.TryEnrolAsync("--new-key");
        Assert.Equal(1, held.Status);
        string endpoint = held.Output.Split("held for approval as ")[1].Split(':')[0];

        foreach (string command in new[] { "status", "run", "check" })
        {
            Outcome waiting = await site.AgentAsync(command);
            Assert.Equal(2, waiting.Status);
            Assert.Contains($"waits for approval as {endpoint} at 127.0.0.1:{site.Port}", waiting.Output, StringComparison.Ordinal);
            Assert.Contains($"gatehouse endpoint approve {endpoint}", waiting.Output, StringComparison.Ordinal);
        }

        await site.AdministerAsync("endpoint", "approve", endpoint);
        await site.EnrolAsync();
        Outcome enrolled = await site.AgentAsync("status");
        Assert.DoesNotContain("approval", enrolled.Output, StringComparison.Ordinal);
        Assert.Contains("agent run", enrolled.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_that_could_not_be_made_does_not_end_like_one_that_admitted()
    {
        await using Site site = await Site.OpenAsync();
        await site.AdmitAsync("admitted");
        Outcome quiet = await site.AgentAsync("check", "-q");
        Assert.Equal((0, "admitted: this endpoint may use the network"), (quiet.Status, quiet.Output.TrimEnd()));
        Outcome status = await site.AgentAsync("status", "-q");
        Assert.Equal((0, "admitted: this endpoint may use the network"), (status.Status, status.Output.TrimEnd()));

        await site.KillServerAsync();
        Outcome check = await site.AgentAsync("check");
        Assert.Equal(2, check.Status);
        Assert.StartsWith("not checked: ", check.Output, StringComparison.Ordinal);
        Outcome again = await site.AgentAsync("check", "-q");
        Assert.Equal(2, again.Status);
        Assert.StartsWith("not checked: ", again.Output, StringComparison.Ordinal);
        Assert.Single(again.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
