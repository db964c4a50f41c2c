using System.Diagnostics;
using System.Globalization;
using Gatehouse.Agent.Collectors;
using Gatehouse.Agent.Identity;
using Gatehouse.Posture.Policies;

namespace Gatehouse.Agent.Tests.Collectors;

/// <summary>How long a look at this machine takes, with all collectors; bench/agent runs it.</summary>
public sealed class SurveyTime
{
    private const int Rounds = 5;

    [Fact(Explicit = true)]
    public async Task Measure()
    {
        string folder = Directory.CreateTempSubdirectory("gatehouse").FullName;
        await TakeAsync(null);
        Say("collectors, all of them, apt asked", await RoundsAsync(null));
        await TakeAsync(AgentFolder.Open(folder));
        Say("collectors, all of them, nothing changed for apt", await RoundsAsync(AgentFolder.Open(folder)));
        Directory.Delete(folder, recursive: true);
    }

    private static void Say(string what, double milliseconds) =>
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} (median of {Rounds}) | {milliseconds:0} ms | 2000 ms | |"));

    private static async Task<double> RoundsAsync(AgentFolder? folder)
    {
        List<double> taken = [];
        for (int round = 0; round < Rounds; round++)
        {
            taken.Add(await TakeAsync(folder));
        }

        return taken.Order().ElementAt(Rounds / 2);
    }

    // New collectors each time: nothing is remembered but in the folder.
    private static async Task<double> TakeAsync(AgentFolder? folder)
    {
        EndpointSurvey survey = EndpointSurvey.OfThisMachine(TimeProvider.System, folder);
        long start = Stopwatch.GetTimestamp();
        await survey.CollectAsync(CollectionPlan.Everything, TestContext.Current.CancellationToken);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
