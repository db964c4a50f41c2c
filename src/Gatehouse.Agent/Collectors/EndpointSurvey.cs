using Gatehouse.Agent.Collectors.Endpoints;
using Gatehouse.Agent.Collectors.Linux;
using Gatehouse.Agent.Collectors.Windows;
using Gatehouse.Agent.Identity;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Collectors;

/// <summary>Runs the collectors a plan needs, side by side. One that hangs or fails leaves its items undetermined and nothing else.</summary>
public sealed class EndpointSurvey
{
    /// <summary>How long one collector may take. Together they take about as long as the slowest.</summary>
    public static readonly TimeSpan CollectorLimit = TimeSpan.FromSeconds(8);

    private readonly IReadOnlyList<ICollector> _collectors;
    private readonly EndpointView _endpoint;
    private readonly TimeProvider _clock;

    /// <summary>A survey with the collectors given; each item belongs to one of them.</summary>
    public EndpointSurvey(IReadOnlyList<ICollector> collectors, EndpointView endpoint, TimeProvider clock)
    {
        _collectors = collectors;
        _endpoint = endpoint;
        _clock = clock;
    }

    /// <summary>A survey of the machine this program runs on.</summary>
    /// <param name="clock">The time.</param>
    /// <param name="folder">The agent's folder, where slow answers outlive it; null for none.</param>
    public static EndpointSurvey OfThisMachine(TimeProvider clock, AgentFolder? folder = null) => new(
        System.OperatingSystem.IsWindows() ? WindowsCollectors.Create(new WindowsManagement()) : LinuxCollectors.Create(clock, folder?.AptAnswer),
        EndpointView.OfThisMachine(clock),
        clock);

    /// <summary>
    /// Asks what takes longest already, before the policy is known; the look that follows waits for it or finds the answer there. Nothing of it
    /// leaves the machine unless a policy asks for it.
    /// </summary>
    public Task PrepareAsync(CancellationToken cancellation) => CollectAsync(new CollectionPlan { Items = new HashSet<CheckItem> { CheckItem.Patches } }, cancellation);

    /// <summary>Finds out what a plan asks for. The user is for the caller to add.</summary>
    public async Task<PostureReport> CollectAsync(CollectionPlan plan, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ICollector[] needed = [.. _collectors.Where(collector => collector.Items.Any(plan.Items.Contains) || collector is IAlwaysCollected)];
        PostureReport[] parts = await Task.WhenAll(needed.Select(collector => RunAsync(collector, plan, cancellation)));
        PostureReport report = needed.Zip(parts)
            .Aggregate(new PostureReport(), (known, part) => known.Renew(part.Second, part.First.Items.Where(plan.Items.Contains).ToHashSet()));
        foreach (CheckItem item in plan.Items.Where(item => !_collectors.Any(collector => collector.Items.Contains(item))))
        {
            report = report.WithUnknown(item, "this agent cannot look at it on this system");
        }

        return report;
    }

    private async Task<PostureReport> RunAsync(ICollector collector, CollectionPlan plan, CancellationToken cancellation)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            // Files can hang as well (network file systems, broken devices): such a thread is given up, not waited for.
            Task<PostureReport> work = Task.Run(() => collector.CollectAsync(_endpoint, plan, limit.Token), limit.Token);
            return await work.WaitAsync(CollectorLimit, _clock, cancellation);
        }
        catch (TimeoutException)
        {
            await limit.CancelAsync();
            return Failed(collector, $"looking at it took longer than {CollectorLimit.TotalSeconds:0} s");
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            return Failed(collector, $"looking at it failed: {exception.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static PostureReport Failed(ICollector collector, string why) =>
        collector.Items.Aggregate(new PostureReport(), (report, item) => report.WithUnknown(item, why));
}
