using System.Buffers;
using Gatehouse.Tests.Common;
using Gatehouse.Wire.Tcp;

namespace Gatehouse.Wire.Tests.Tcp;

public class TcpHeaderTests
{
    private static readonly byte[] Segment = PacketBuilder.Tcp(
        "10.0.0.1",
        12345,
        "10.0.0.2",
        443,
        flags: 0x19,
        sequence: 0xFFFF_FFF0,
        acknowledgment: 7,
        payload: "data"u8,
        window: 8192,
        options: [1, 1, 1, 0])[20..];

    [Fact]
    public void Reads_every_field()
    {
        Assert.Equal(OperationStatus.Done, TcpHeader.Read(Segment, out TcpHeader header, out _));

        Assert.Equal(12345, header.SourcePort);
        Assert.Equal(443, header.DestinationPort);
        Assert.Equal(0xFFFF_FFF0, header.SequenceNumber);
        Assert.Equal(7u, header.AcknowledgmentNumber);
        Assert.Equal(TcpFlags.Ack | TcpFlags.Psh | TcpFlags.Fin, header.Flags);
        Assert.Equal(8192, header.Window);
        Assert.Equal(24, header.Length);
        Assert.Equal([1, 1, 1, 0], header.Options.ToArray());
        Assert.Equal("data"u8.ToArray(), header.Payload.ToArray());
    }

    [Fact]
    public void Needs_the_whole_header_and_no_more()
    {
        for (int length = 0; length <= Segment.Length; length++)
        {
            OperationStatus expected = length < 24 ? OperationStatus.NeedMoreData : OperationStatus.Done;
            Assert.Equal(expected, TcpHeader.Read(Segment.AsSpan(0, length), out _, out _));
        }
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0x40)]
    public void Rejects_a_data_offset_below_five(byte value)
    {
        byte[] damaged = [.. Segment];
        damaged[12] = value;

        Assert.Equal(OperationStatus.InvalidData, TcpHeader.Read(damaged, out _, out ParseError error));
        Assert.Equal(new ParseError(ParseErrorKind.BadLength, 12), error);
    }
}
