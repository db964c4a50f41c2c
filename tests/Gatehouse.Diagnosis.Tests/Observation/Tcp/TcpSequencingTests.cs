using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Observation.Tcp;

public sealed class TcpSequencingTests
{
    private const string Client = "10.0.3.50";
    private const string Server = "10.0.2.105";
    private const byte Ack = 0x10;
    private const byte Syn = 0x02;

    private readonly RecordingSink _sink = new();
    private ushort _identification = 100;
    private double _time;

    [Fact]
    public void Counts_a_segment_sent_again()
    {
        Open(0);
        Data(1, 1000);
        Data(1, 1000);

        Assert.Equal((1, 1, 0), (Sent().Retransmissions, Sent().StuckCount, Sent().OutOfOrder));
    }

    [Fact]
    public void Takes_a_late_segment_that_fills_a_hole_for_reordering()
    {
        Open(0);
        Data(1, 1000);
        Data(2001, 1000);
        Data(1001, 1000);

        Assert.Equal((0, 1), (Sent().Retransmissions, Sent().OutOfOrder));
        Assert.Empty(Sent().Holes);
    }

    [Fact]
    public void Takes_the_same_packet_captured_twice_for_a_copy()
    {
        Open(0);
        Data(1, 1000);
        _identification--;
        _time -= 0.1;
        Data(1, 1000);

        Assert.Equal((0, 1), (Sent().Retransmissions, Sent().Duplicates));
    }

    [Fact]
    public void Follows_sequence_numbers_over_their_end()
    {
        Open(uint.MaxValue - 500);
        Data(uint.MaxValue - 499, 1000);
        Data(500, 1000);
        Acknowledge(1500);

        Assert.Equal((0, 0, 0L), (Sent().Retransmissions, Sent().OutOfOrder, Sent().AcknowledgedUnseen));
        Assert.Equal(1000, Sent().LargestAcknowledgedPayload);
    }

    [Fact]
    public void Keeps_a_hole_that_is_never_filled()
    {
        Open(0);
        Data(1, 100);
        Acknowledge(101);
        Data(3001, 100);
        Acknowledge(101);

        SequenceHole hole = Assert.Single(Sent().Holes);
        Assert.Equal((101u, 2900), (hole.Start, hole.Length));
    }

    [Fact]
    public void Blames_the_capture_for_octets_that_were_acknowledged_and_never_shown()
    {
        Open(0);
        Data(1, 100);
        Data(1101, 100);
        Acknowledge(1201);

        Assert.Empty(Sent().Holes);
        Assert.Equal(1000, Sent().AcknowledgedUnseen);
    }

    [Fact]
    public void Takes_data_captured_behind_its_acknowledgment_for_no_retransmission()
    {
        Open(0);
        Data(1, 100);
        Acknowledge(1101);
        Data(101, 500);
        Data(601, 500);

        Assert.Equal((0, 0L), (Sent().Retransmissions, Sent().AcknowledgedUnseen));
    }

    [Fact]
    public void Forgets_that_it_is_stuck_when_the_segment_is_acknowledged()
    {
        Open(0);
        Data(1, 1000);
        Data(1, 1000);
        Data(1, 1000);
        Acknowledge(1001);

        Assert.Equal((2, 0), (Sent().Retransmissions, Sent().StuckCount));
    }

    [Fact]
    public void Takes_keep_alives_for_no_retransmissions()
    {
        Open(0);
        Data(1, 100);
        Acknowledge(101);
        Data(100, 1);
        Data(100, 1);

        Assert.Equal(0, Sent().Retransmissions);
    }

    [Fact]
    public void Opens_a_new_connection_for_another_SYN_on_the_same_ports()
    {
        Open(0);
        Open(500_000);
        _sink.End();

        Assert.Equal(2, _sink.Tcp.Count);
    }

    private void Open(uint sequence)
    {
        Send(Client, 50_000, Server, 4343, Syn, sequence, 0, 0);
        Send(Server, 4343, Client, 50_000, Syn | Ack, 9_000, sequence + 1, 0);
    }

    private void Data(uint sequence, int octets) => Send(Client, 50_000, Server, 4343, Ack, sequence, 9_001, octets);

    private void Acknowledge(uint acknowledgment) => Send(Server, 4343, Client, 50_000, Ack, 9_001, acknowledgment, 0);

    private void Send(string source, int sourcePort, string destination, int destinationPort, byte flags, uint sequence, uint acknowledgment, int octets)
    {
        _time += 0.1;
        _sink.At(_time, PacketBuilder.Tcp(
            source, sourcePort, destination, destinationPort, flags, sequence, acknowledgment, new byte[octets], identification: _identification++));
    }

    private TcpDirection Sent() => _sink.End().Tcp[0].FromClient;
}
