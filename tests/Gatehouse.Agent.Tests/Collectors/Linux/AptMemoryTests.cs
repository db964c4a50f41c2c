using Gatehouse.Agent.Collectors.Linux;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Tests.Collectors.Linux;

public sealed class AptMemoryTests : IDisposable
{
    private readonly EndpointTree _tree = EndpointTree.Debian()
        .Write("/var/lib/apt/lists/x_InRelease", "x").Write("/var/lib/apt/lists/x_Packages", "x")
        .Program("apt", "zip/stable-security 2 amd64 [upgradable from: 1]\n");

    private readonly ManualClock _clock = new();
    private readonly string _file = Path.GetTempFileName();

    public void Dispose()
    {
        _tree.Dispose();
        File.Delete(_file);
    }

    [Fact]
    public async Task An_unchanged_machine_does_not_ask_apt_again_after_a_restart()
    {
        UpdateStatus first = await LookAsync();
        UpdateStatus second = await LookAsync();

        Assert.Equal(1, _tree.Runs);
        Assert.Equal(first.Pending!, second.Pending!);
    }

    [Theory]
    [InlineData("/var/lib/dpkg/status")]
    [InlineData("/var/lib/apt/lists/x_Packages")]
    [InlineData("/var/lib/apt/lists/y_Packages")]
    [InlineData("/etc/apt/preferences.d/pin")]
    [InlineData("/etc/apt/sources.list")]
    public async Task Whatever_the_answer_follows_from_has_apt_asked_again_when_it_changes(string path)
    {
        await LookAsync();
        _tree.Write(path, "something else\n");
        await LookAsync();

        Assert.Equal(2, _tree.Runs);
    }

    [Fact]
    public async Task A_remembered_answer_tells_when_apt_last_heard_from_its_sources_now()
    {
        DateTimeOffset? before = (await LookAsync()).ListsDate;
        _tree.Touch("/var/lib/apt/lists/partial", before!.Value.AddHours(3));

        Assert.Equal(before.Value.AddHours(3), (await LookAsync()).ListsDate);
        Assert.Equal(1, _tree.Runs);
    }

    [Fact]
    public async Task An_answer_is_forgotten_after_half_a_day_and_when_the_clock_went_back()
    {
        await LookAsync();
        _clock.Advance(AptMemory.Longest - TimeSpan.FromSeconds(1));
        await LookAsync();
        Assert.Equal(1, _tree.Runs);

        _clock.Advance(TimeSpan.FromSeconds(1));
        await LookAsync();
        Assert.Equal(2, _tree.Runs);
    }

    [Fact]
    public async Task A_damaged_file_is_no_answer()
    {
        await LookAsync();
        await File.WriteAllTextAsync(_file, "{ \"state\": 7", TestContext.Current.CancellationToken);

        Assert.Single((await LookAsync()).Pending!);
        Assert.Equal(2, _tree.Runs);
    }

    [Fact]
    public async Task Two_looks_at_the_same_time_ask_once()
    {
        using AptUpdates collector = new(new AptMemory(_clock, null));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => collector.CollectAsync(_tree.View, CollectionPlan.Everything, default))));

        Assert.Equal(1, _tree.Runs);
    }

    private async Task<UpdateStatus> LookAsync()
    {
        using AptUpdates collector = new(new AptMemory(_clock, _file));
        return (await collector.CollectAsync(_tree.View, CollectionPlan.Everything, default)).Updates!;
    }
}
