using System.Buffers;
using Gatehouse.Tests.Common;
using Gatehouse.Wire.Icmp;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Wire.Tests.Icmp;

public class IcmpMessageTests
{
    private static readonly byte[] Tcp = PacketBuilder.Tcp(
        "10.0.0.1", 50000, "192.0.2.9", 4343, 0x10, sequence: 0xCAFE_F00D, payload: new byte[1460], identification: 0x0102);

    private static readonly byte[] TcpV6 = PacketBuilder.Tcp("2001:db8::1", 50000, "2001:db8::9", 4343, 0x10, payload: new byte[1400]);

    [Fact]
    public void Reads_fragmentation_needed_with_the_packet_it_quotes()
    {
        byte[] data = PacketBuilder.Icmp("10.9.9.9", "10.0.0.1", 3, 4, 1400, Tcp.AsSpan(0, 28))[20..];

        Assert.Equal(OperationStatus.Done, IcmpMessage.Read(data, IpProtocol.Icmp, out IcmpMessage message, out _));
        Assert.True(message.IsError);
        Assert.True(message.IsPacketTooBig);
        Assert.Equal(1400u, message.NextHopMtu);
        Assert.True(message.TryReadQuoted(out QuotedPacket quoted));
        Assert.Equal("10.0.0.1:50000", quoted.SourceEndpoint.ToString());
        Assert.Equal("192.0.2.9:4343", quoted.DestinationEndpoint.ToString());
        Assert.Equal(IpProtocol.Tcp, quoted.Protocol);
        Assert.Equal(0x0102u, quoted.Identification);
        Assert.Equal(1500, quoted.IpLength);
    }

    [Fact]
    public void Reads_packet_too_big_with_an_MTU_of_thirty_two_bits()
    {
        byte[] data = PacketBuilder.Icmp("2001:db8::f", "2001:db8::1", 2, 0, 100_000, TcpV6.AsSpan(0, 100))[40..];

        Assert.Equal(OperationStatus.Done, IcmpMessage.Read(data, IpProtocol.IcmpV6, out IcmpMessage message, out _));
        Assert.True(message.IsPacketTooBig);
        Assert.Equal(100_000u, message.NextHopMtu);
        Assert.True(message.TryReadQuoted(out QuotedPacket quoted));
        Assert.Equal("[2001:db8::9]:4343", quoted.DestinationEndpoint.ToString());
        Assert.Equal(1460, quoted.IpLength);
    }

    [Fact]
    public void Reads_the_fragment_whose_reassembly_timed_out()
    {
        byte[] whole = PacketBuilder.Udp("10.0.0.1", 9019, "10.0.0.2", 9029, new byte[3000], identification: 99);
        IReadOnlyList<byte[]> fragments = PacketBuilder.Fragment(whole, 1500);

        Assert.True(QuotedPacket.TryRead(fragments[0].AsSpan(0, 28), out QuotedPacket first));
        Assert.True(first is { SourcePort: 9019, DestinationPort: 9029, Identification: 99 });
        Assert.True(QuotedPacket.TryRead(fragments[1].AsSpan(0, 28), out QuotedPacket second));
        Assert.True(second is { SourcePort: 0, DestinationPort: 0, Identification: 99 });
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, true)]
    [InlineData(5, true)]
    [InlineData(11, true)]
    [InlineData(12, true)]
    [InlineData(0, false)]
    [InlineData(8, false)]
    public void Tells_errors_from_queries(byte type, bool isError)
    {
        byte[] data = [type, 0, 0, 0, 0, 0, 0, 0, .. Tcp];

        IcmpMessage.Read(data, IpProtocol.Icmp, out IcmpMessage message, out _);

        Assert.Equal(isError, message.IsError);
        Assert.Equal(isError, message.TryReadQuoted(out _));
        Assert.Equal(0u, message.NextHopMtu);
    }

    [Fact]
    public void Tells_Ipv6_errors_by_the_highest_bit()
    {
        IcmpMessage.Read([127, 0, 0, 0, 0, 0, 0, 0], IpProtocol.IcmpV6, out IcmpMessage error, out _);
        IcmpMessage.Read([128, 0, 0, 0, 0, 0, 0, 0], IpProtocol.IcmpV6, out IcmpMessage echo, out _);

        Assert.True(error.IsError);
        Assert.False(echo.IsError);
    }

    [Theory]
    [InlineData(false, 3, 3, "port unreachable")]
    [InlineData(false, 3, 13, "administratively prohibited")]
    [InlineData(false, 11, 1, "fragment reassembly time exceeded")]
    [InlineData(false, 42, 7, "type 42 code 7")]
    [InlineData(true, 1, 4, "port unreachable")]
    [InlineData(true, 1, 1, "administratively prohibited")]
    [InlineData(true, 3, 1, "fragment reassembly time exceeded")]
    [InlineData(true, 2, 0, "packet too big")]
    [InlineData(true, 1, 99, "type 1 code 99")]
    public void Names_types_and_codes(bool isIpv6, byte type, byte code, string name)
    {
        Assert.Equal(name, IcmpNames.Of(isIpv6, type, code));
    }

    [Fact]
    public void Needs_eight_octets_and_the_quoted_header()
    {
        byte[] data = PacketBuilder.Icmp("10.9.9.9", "10.0.0.1", 3, 3, 0, Tcp.AsSpan(0, 28))[20..];
        for (int length = 0; length <= data.Length; length++)
        {
            OperationStatus status = IcmpMessage.Read(data.AsSpan(0, length), IpProtocol.Icmp, out IcmpMessage message, out _);

            Assert.Equal(length < 8 ? OperationStatus.NeedMoreData : OperationStatus.Done, status);
            if (length >= 8)
            {
                Assert.Equal(length >= 28, message.TryReadQuoted(out QuotedPacket quoted));
                Assert.Equal(length >= 32, quoted.SourcePort != 0);
            }
        }
    }

    [Fact]
    public void Rejects_another_protocol()
    {
        Assert.Equal(OperationStatus.InvalidData, IcmpMessage.Read(new byte[8], IpProtocol.Udp, out _, out ParseError error));
        Assert.Equal(ParseErrorKind.BadType, error.Kind);
    }

    [Fact]
    public void Damaged_messages_never_throw()
    {
        byte[] sample = PacketBuilder.Icmp("2001:db8::f", "2001:db8::1", 2, 0, 1280, TcpV6.AsSpan(0, 100))[40..];
        int quotes = 0;
        foreach (byte[] data in Mutations.Of(sample, count: 20_000, seed: 5))
        {
            foreach (IpProtocol protocol in new[] { IpProtocol.Icmp, IpProtocol.IcmpV6 })
            {
                if (IcmpMessage.Read(data, protocol, out IcmpMessage message, out _) == OperationStatus.Done)
                {
                    _ = message.NextHopMtu;
                    quotes += message.TryReadQuoted(out _) ? 1 : 0;
                }
            }
        }

        Assert.InRange(quotes, 100, FuzzRuns.Count(40_000));
    }
}
