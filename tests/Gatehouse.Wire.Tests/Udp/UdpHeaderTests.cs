using System.Buffers;
using Gatehouse.Wire.Udp;

namespace Gatehouse.Wire.Tests.Udp;

public class UdpHeaderTests
{
    [Fact]
    public void Reads_every_field_and_leaves_trailing_octets_out()
    {
        byte[] data = [0x23, 0x3B, 0x23, 0x45, 0, 11, 0, 0, 1, 2, 3, 0xEE];

        Assert.Equal(OperationStatus.Done, UdpHeader.Read(data, out UdpHeader header, out _));
        Assert.Equal(9019, header.SourcePort);
        Assert.Equal(9029, header.DestinationPort);
        Assert.Equal(11, header.Length);
        Assert.Equal([1, 2, 3], header.Payload.ToArray());
    }

    [Fact]
    public void Needs_eight_octets_and_gives_what_there_is_of_the_payload()
    {
        byte[] data = [0, 1, 0, 2, 0, 12, 0, 0, 1, 2, 3, 4];
        for (int length = 0; length <= data.Length; length++)
        {
            OperationStatus status = UdpHeader.Read(data.AsSpan(0, length), out UdpHeader header, out _);

            Assert.Equal(length < 8 ? OperationStatus.NeedMoreData : OperationStatus.Done, status);
            if (length >= 8)
            {
                Assert.Equal(length - 8, header.Payload.Length);
                Assert.Equal(12, header.Length);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Rejects_a_length_below_eight(byte length)
    {
        Assert.Equal(OperationStatus.InvalidData, UdpHeader.Read([0, 1, 0, 2, 0, length, 0, 0, 9, 9], out _, out ParseError error));
        Assert.Equal(new ParseError(ParseErrorKind.BadLength, 4), error);
    }

    [Fact]
    public void A_length_of_zero_means_all_there_is_but_not_nothing()
    {
        Assert.Equal(OperationStatus.Done, UdpHeader.Read([0, 1, 0, 2, 0, 0, 0, 0, 9, 9], out UdpHeader header, out _));
        Assert.Equal(2, header.Payload.Length);
        Assert.Equal(OperationStatus.InvalidData, UdpHeader.Read([0, 1, 0, 2, 0, 0, 0, 0], out _, out _));
    }
}
