using System.Buffers;
using Gatehouse.Tests.Common;
using Gatehouse.Wire.Radius;

namespace Gatehouse.Wire.Tests.Radius;

public class EapPacketTests
{
    private static readonly byte[] FirstFragment = [1, 9, 0, 13, 13, 0xC0, 0, 0, 0x12, 0x34, 0x16, 3, 1];

    [Fact]
    public void Reads_the_first_fragment_of_a_TLS_message()
    {
        Assert.Equal(OperationStatus.Done, EapPacket.Read([.. FirstFragment, 0xEE], out EapPacket packet, out _));

        Assert.Equal(EapCode.Request, packet.Code);
        Assert.Equal(EapType.Tls, packet.Type);
    }

    [Fact]
    public void Reads_packets_without_a_TLS_method()
    {
        EapPacket.Read([4, 7, 0, 4], out EapPacket failure, out _);
        EapPacket.Read([2, 7, 0, 7, 3, 25, 13], out EapPacket nak, out _);

        Assert.Equal(EapCode.Failure, failure.Code);
        Assert.Equal(EapType.None, failure.Type);
        Assert.Equal(EapType.Nak, nak.Type);
    }

    [Fact]
    public void Needs_the_whole_packet()
    {
        for (int length = 0; length < FirstFragment.Length; length++)
        {
            Assert.Equal(OperationStatus.NeedMoreData, EapPacket.Read(FirstFragment.AsSpan(0, length), out _, out _));
        }
    }

    [Theory]
    [InlineData(new byte[] { 1, 1, 0, 3, 1 })]
    [InlineData(new byte[] { 1, 1, 0, 4, 1 })]
    [InlineData(new byte[] { 1, 1, 0, 5, 13, 0 })]
    [InlineData(new byte[] { 1, 1, 0, 9, 13, 0x80, 0, 0, 0, 0 })]
    public void Rejects_lengths_too_short_for_what_they_hold(byte[] data)
    {
        Assert.Equal(OperationStatus.InvalidData, EapPacket.Read(data, out _, out ParseError error));
        Assert.Equal(new ParseError(ParseErrorKind.BadLength, 2), error);
    }

    [Fact]
    public void Damaged_packets_never_throw()
    {
        int read = 0;
        foreach (byte[] data in Mutations.Of(FirstFragment, count: 20_000, seed: 19))
        {
            if (EapPacket.Read(data, out _, out _) == OperationStatus.Done)
            {
                read++;
            }
        }

        Assert.InRange(read, 1000, FuzzRuns.Count(19_999));
    }
}
