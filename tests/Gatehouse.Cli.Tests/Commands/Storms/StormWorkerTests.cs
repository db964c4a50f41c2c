using System.Net;
using Gatehouse.Cli.Commands.Storms;

namespace Gatehouse.Cli.Tests.Commands.Storms;

public sealed class StormWorkerTests
{
    private const int Endpoints = 4;
    private const int Turns = 5;
    private const ulong Slow = 1;

    [Fact]
    public async Task An_endpoint_without_answer_holds_up_its_own_turns_only_and_they_count_from_when_they_were_due()
    {
        using UdpGate gate = new();
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        StormTally tally = new();
        Assert.True(Arrival.TryParse("steady:2", out Arrival steady));
        StormOptions options = new() { Endpoints = Endpoints, Heartbeats = Turns, Arrival = steady };
        using StormWorker worker = new(options, gate.Address, tally, new DatagramSamples(), seed: 1, signIn: _ => { });
        for (int i = 0; i < Endpoints; i++)
        {
            SimulatedEndpoint endpoint = new(i, IPAddress.Loopback, socket: 0);
            worker.Add(endpoint);
            worker.Deliver(endpoint, gate.Open(Slow + (ulong)i));
        }

        // The others are all done before the slow one gets its first answer.
        Task answering = Task.Run(
            () => gate.Run(session => session != Slow || tally.Heartbeats >= (Endpoints - 1) * Turns, over.Token), CancellationToken.None);
        await Task.Run(() => worker.Run(StormPhase.Heartbeats, over.Token), CancellationToken.None);
        await over.CancelAsync();
        await answering;

        Assert.Equal((Endpoints * Turns, 0), (tally.Heartbeats, tally.Lost));
        Assert.Equal(Endpoints * Turns, worker.Latencies.Count);

        // Its turns were due at 0, 0.4, 0.8, 1.2 and 1.6 s, the last of the others at 1.9 s.
        Assert.InRange(worker.Latencies.Percentile(100), 1_900, double.MaxValue);
        Assert.InRange(worker.Latencies.Percentile(100.0 * (Endpoints * Turns - Turns) / (Endpoints * Turns)), 300, double.MaxValue);
    }
}
