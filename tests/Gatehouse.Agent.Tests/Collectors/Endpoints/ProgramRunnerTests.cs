using Gatehouse.Agent.Collectors.Endpoints;

namespace Gatehouse.Agent.Tests.Collectors.Endpoints;

public sealed class ProgramRunnerTests
{
    [Fact]
    public async Task A_program_is_asked_and_answers()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "asks programs of Linux");
        ProgramResult result = await new ProgramRunner(TimeProvider.System).RunAsync("sh", ["-c", "echo $LC_ALL; echo bad >&2; cat; exit 3"], TestContext.Current.CancellationToken);

        Assert.Equal(new ProgramResult(ProgramOutcome.Ran, 3, "C\n", "bad\n"), result);
        Assert.Equal("sh failed: bad", result.Problem("sh"));
    }

    [Theory]
    [InlineData("no-such-program")]
    [InlineData("../../tmp/evil")]
    public async Task A_program_that_is_not_installed_is_missing(string name) => Assert.Equal(
        ProgramOutcome.Missing, (await new ProgramRunner(TimeProvider.System).RunAsync(name, [], TestContext.Current.CancellationToken)).Outcome);

    [Fact]
    public async Task A_program_that_hangs_or_talks_without_end_is_ended()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "asks programs of Linux");

        Assert.Equal(ProgramOutcome.Ended, (await new ProgramRunner(new ImpatientClock()).RunAsync("sleep", ["60"], TestContext.Current.CancellationToken)).Outcome);
        Assert.Equal(ProgramOutcome.Ended, (await new ProgramRunner(TimeProvider.System).RunAsync("yes", [], TestContext.Current.CancellationToken)).Outcome);
    }
}
