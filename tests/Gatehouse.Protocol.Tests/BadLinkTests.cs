using Gatehouse.Protocol.Tests.Sessions;
using Gatehouse.Protocol.Tests.Simulation;
using Gatehouse.Tests.Common;
using ClientEventKind = Gatehouse.Protocol.Client.NodeEventKind;
using ServerEventKind = Gatehouse.Protocol.Server.NodeEventKind;

namespace Gatehouse.Protocol.Tests;

/// <summary>Two ends over a link that loses, doubles, reorders and damages.</summary>
public sealed class BadLinkTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    [Fact]
    public void Thirty_percent_loss_each_way_fails_nobody()
    {
        int checks = FuzzRuns.Count(2_000, 100_000);
        for (int seed = 0; seed < checks; seed++)
        {
            World world = new(seed, LinkFaults.Bad, withProof: seed % 2 == 0)
            {
                Policy = Tickets.Bytes($"policy {seed}", 40),
                Verdict = new byte[seed % 3 == 0 ? 3_000 : 40],
                Evaluation = seed % 5 == 0 ? TimeSpan.FromSeconds(1) : TimeSpan.Zero,
            };
            Check(world, seed, reportOctets: 1 + (seed * 37 % 6_000));
        }
    }

    [Fact]
    public void The_longest_report_gets_through_thirty_percent_loss()
    {
        World world = new(seed: 1, LinkFaults.Bad);
        Check(world, 1, Gatehouse.Protocol.Segments.MessageBody.MaxOctets);
    }

    [Fact]
    public void A_good_link_carries_a_check_in_four_datagrams()
    {
        World world = new(seed: 1);
        Check(world, 1, reportOctets: 200);

        Assert.Equal(4, world.Sent.Count);
        Assert.All(world.Sent, sent => Assert.InRange(sent.Bytes.Length, 1, ProtocolLimits.MaxDatagram));
    }

    private static void Check(World world, int seed, int reportOctets)
    {
        byte[] report = new byte[reportOctets];
        new Random(seed).NextBytes(report);
        Guid exchange = new(Tickets.Bytes($"exchange {seed}", 16));

        world.Client.StartCheck(world.Now, exchange, "request"u8.ToArray(), world.Now + Deadline);
        Assert.Equal(world.Policy, world.Await(ClientEventKind.PolicyReceived).Body.ToArray());
        world.Client.SendReport(world.Now, exchange, report, world.Now + Deadline);
        Assert.Equal(world.Verdict, world.Await(ClientEventKind.VerdictReceived).Body.ToArray());

        Assert.Equal("request"u8.ToArray(), Assert.Single(world.ServerEvents, e => e.Kind == ServerEventKind.RequestReceived).Body.ToArray());
        Assert.Equal(report, Assert.Single(world.ServerEvents, e => e.Kind == ServerEventKind.ReportReceived).Body.ToArray());
        Assert.All(world.Sent, sent => Assert.True(sent.Bytes.Length <= ProtocolLimits.MaxDatagram));
    }
}
