using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Tests.Paths;

/// <summary>Devices that give TCP connections other sequence numbers hide nothing: what segments carry, and a constant shift, tell them.</summary>
public sealed class RenumberingTests
{
    private const uint Client = 0x0A00_0332;
    private const uint Public = 0xC000_0207;
    private const uint Up = 0x1234_5678;
    private const uint Down = 0xFFFF_0000;

    [Theory]
    [InlineData(Up, Down)]
    [InlineData(Up, 0u)]
    [InlineData(0u, Down)]
    public void A_healthy_connection_stays_one_and_the_shift_is_told(uint toServer, uint toClient)
    {
        Recording sample = Recording.Of("tls12-healthy.pcap");
        Report report = Recording.Diagnose(("client", sample), ("server", sample.Renumber(Client, toServer, toClient).Clock(2)));

        Assert.Equal(FindingCodes.Healthy, report.Verdict.Code);
        Assert.Equal(1, report.Conversations.Total);
        string note = Assert.Single(report.Sources[1].Notes, note => note.Contains("other sequence numbers", StringComparison.Ordinal));
        Assert.Equal(toServer != 0, note.Contains("to the server by 305419896", StringComparison.Ordinal));
        Assert.Equal(toClient != 0, note.Contains("to the client by -65536", StringComparison.Ordinal));
        Assert.InRange(report.Sources[1].ClockOffsetSeconds, 1.999, 2.001);
    }

    [Fact]
    public void Nothing_is_said_where_numbers_are_left_alone()
    {
        Recording sample = Recording.Of("tls12-healthy.pcap");
        Report report = Recording.Diagnose(("client", sample), ("server", sample.Clock(2)));

        Assert.DoesNotContain(report.Sources, source => source.Notes.Any(note => note.Contains("sequence numbers", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_fault_keeps_its_place_behind_other_numbers()
    {
        Recording client = Recording.Of("path-mtu-black-hole-client.pcap");
        Recording server = Recording.Of("path-mtu-black-hole-server.pcap");
        Report plain = Recording.Diagnose(("client", client), ("server", server));
        Report shifted = Recording.Diagnose(("client", client), ("server", server.Renumber(Client, Up, Down)));

        Assert.Equal((FindingCodes.PathMtuBlackHole, plain.Verdict.Where), (shifted.Verdict.Code, shifted.Verdict.Where));
        Assert.NotNull(plain.Verdict.Where);
        Assert.False(plain.Findings[0].Facts.ContainsKey("renumbered"));
        Assert.StartsWith("between client and server: to the server by", Assert.IsType<string>(shifted.Findings[0].Facts["renumbered"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_is_known_again_by_its_hello_where_addresses_change_too()
    {
        Recording sample = Recording.Of("tls12-healthy.pcap");
        Report report = Recording.Diagnose(
            ("client", sample), ("server", sample.Renumber(Client, Up, Down).Translate(Client, Public, 0, 0)));

        Assert.Equal((FindingCodes.Healthy, 1L), (report.Verdict.Code, report.Conversations.Total));
        Assert.Contains(report.Sources[1].Notes, note => note.Contains("other sequence numbers", StringComparison.Ordinal));
    }
}
