using Gatehouse.Capture;
using Gatehouse.Diagnosis.Observation.Flows;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Wire.Ip;
using Gatehouse.Wire.Tcp;

namespace Gatehouse.Diagnosis.Tests.Observation.Tcp;

public sealed class StreamBudgetsTests
{
    private const int Connections = 20_000;
    private static readonly IpEndpoint Server = new(IpAddress.FromIpv4(0xC000_0201), 443);

    private readonly TcpTracker _tracker = new(new PacketClock(), _ => { });
    private long _frame;

    [Fact]
    public void Lets_many_connections_together_keep_no_more_behind_holes_than_one_source_may()
    {
        byte[] payload = new byte[1_400];
        for (int i = 0; i < Connections; i++)
        {
            Send(i, TcpFlags.Syn, 1, []);
            for (uint k = 0; k < 4; k++)
            {
                Send(i, TcpFlags.Ack, 100 + (k * 1_400), payload);
            }
        }

        Assert.InRange(_tracker.Budgets.Waiting.Held, StreamBudgets.MostWaiting / 2, StreamBudgets.MostWaiting);
        _tracker.EndAll();
        Assert.Equal(0, _tracker.Budgets.Waiting.Held);
    }

    [Fact]
    public void Lets_many_connections_together_keep_no_more_of_unfinished_handshakes_than_one_source_may()
    {
        byte[] payload = new byte[1_400];
        byte[] start = [22, 3, 1, 0x3F, 0xFF, 1, 0, 0x3F, 0xF0, 3, 3];
        start.CopyTo(payload, 0);
        for (int i = 0; i < Connections; i++)
        {
            Send(i, TcpFlags.Syn, 1, []);
            Send(i, TcpFlags.Ack, 2, payload);
        }

        Assert.InRange(_tracker.Budgets.Incomplete.Held, StreamBudgets.MostIncomplete / 2, StreamBudgets.MostIncomplete);
        _tracker.EndAll();
        Assert.Equal(0, _tracker.Budgets.Incomplete.Held);
    }

    private void Send(int connection, TcpFlags flags, uint sequence, ReadOnlySpan<byte> payload) => _tracker.Observe(
        new TcpSegment
        {
            Frame = ++_frame,
            Time = new Timestamp(_frame * 1_000),
            Source = new IpEndpoint(IpAddress.FromIpv4(0x0A00_0001), (ushort)(1_024 + connection)),
            Destination = Server,
            Flags = flags,
            Sequence = sequence,
            Acknowledgment = 0,
            Window = 65_535,
            PayloadLength = payload.Length,
        },
        payload,
        sourceMac: 0);
}
