using System.Buffers;
using Gatehouse.Tests.Common;
using Gatehouse.Wire.Radius;

namespace Gatehouse.Wire.Tests.Radius;

public class RadiusPacketTests
{
    private static readonly byte[] Authenticator = [.. Enumerable.Range(100, 16).Select(octet => (byte)octet)];
    private static readonly byte[] LongEap = [.. Enumerable.Range(0, 300).Select(octet => (byte)octet)];

    private const int FirstEapEnd = 20 + 7 + 6 + 6 + 4 + 5 + 255;
    private const int SecondEapEnd = FirstEapEnd + 49;

    private static readonly byte[] Sample = Packet(
        code: 11,
        identifier: 42,
        [1, 7, .. "alice"u8],
        [4, 6, 192, 0, 2, 1],
        [12, 6, 0, 0, 5, 0x78],
        [18, 4, .. "no"u8],
        [24, 5, 7, 8, 9],
        [79, 255, .. LongEap[..253]],
        [79, 49, .. LongEap[253..]],
        [18, 5, .. "pe!"u8],
        [80, 18, .. new byte[16]],
        [200, 2]);

    [Fact]
    public void Reads_the_header()
    {
        Assert.Equal(OperationStatus.Done, RadiusPacket.Read(Sample, out RadiusPacket packet, out _));

        Assert.Equal(RadiusCode.AccessChallenge, packet.Code);
        Assert.Equal(42, packet.Identifier);
    }

    [Fact]
    public void Joins_an_EAP_message_split_over_attributes()
    {
        RadiusPacket.Read(Sample, out RadiusPacket packet, out _);

        Assert.Equal(LongEap, packet.CopyEapMessage(new byte[RadiusPacket.MaxLength]).ToArray());
    }

    [Fact]
    public void A_packet_without_EAP_gives_an_empty_message()
    {
        Assert.Equal(OperationStatus.Done, RadiusPacket.Read(Packet(2, 1), out RadiusPacket packet, out _));

        Assert.True(packet.CopyEapMessage(new byte[10]).IsEmpty);
    }

    [Fact]
    public void A_cut_packet_gives_its_header_and_the_attributes_before_the_cut()
    {
        for (int length = 0; length < Sample.Length; length++)
        {
            Assert.Equal(OperationStatus.NeedMoreData, RadiusPacket.Read(Sample.AsSpan(0, length), out RadiusPacket packet, out _));
            Assert.Equal(length < 20, packet.IsEmpty);
            if (!packet.IsEmpty)
            {
                Assert.Equal(RadiusCode.AccessChallenge, packet.Code);
                int joined = packet.CopyEapMessage(new byte[RadiusPacket.MaxLength]).Length;
                Assert.Equal(length < FirstEapEnd ? 0 : length < SecondEapEnd ? 253 : LongEap.Length, joined);
            }
        }
    }

    [Fact]
    public void Octets_beyond_the_length_are_padding()
    {
        Assert.Equal(OperationStatus.Done, RadiusPacket.Read([.. Packet(2, 1), 79, 3, 9], out RadiusPacket packet, out _));
        Assert.True(packet.CopyEapMessage(new byte[10]).IsEmpty);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(19)]
    [InlineData(4097)]
    public void Rejects_lengths_out_of_range(int length)
    {
        byte[] data = new byte[5000];
        data[2] = (byte)(length >> 8);
        data[3] = (byte)length;

        Assert.Equal(OperationStatus.InvalidData, RadiusPacket.Read(data, out _, out ParseError error));
        Assert.Equal(2, error.Offset);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    public void Rejects_an_attribute_with_a_lying_length(byte length)
    {
        Assert.Equal(OperationStatus.InvalidData, RadiusPacket.Read(Packet(1, 1, [1, length, .. "alice"u8]), out _, out ParseError error));
        Assert.Equal(new ParseError(ParseErrorKind.BadLength, 21), error);
    }

    [Fact]
    public void Rejects_half_an_attribute_at_the_end()
    {
        Assert.Equal(OperationStatus.InvalidData, RadiusPacket.Read(Packet(1, 1, [1]), out _, out ParseError error));
        Assert.Equal(new ParseError(ParseErrorKind.TrailingData, 20), error);
    }

    [Fact]
    public void Damaged_packets_never_throw()
    {
        byte[] buffer = new byte[RadiusPacket.MaxLength];
        int read = 0;
        foreach (byte[] data in Mutations.Of(Sample, count: 20_000, seed: 17))
        {
            RadiusPacket.Read(data, out RadiusPacket packet, out _);
            if (!packet.IsEmpty)
            {
                read++;
                _ = EapPacket.Read(packet.CopyEapMessage(buffer), out _, out _);
            }
        }

        Assert.InRange(read, 1000, FuzzRuns.Count(19_999));
    }

    private static byte[] Packet(byte code, byte identifier, params byte[][] attributes)
    {
        byte[] all = [.. attributes.SelectMany(attribute => attribute)];
        int length = 20 + all.Length;
        return [code, identifier, (byte)(length >> 8), (byte)length, .. Authenticator, .. all];
    }
}
