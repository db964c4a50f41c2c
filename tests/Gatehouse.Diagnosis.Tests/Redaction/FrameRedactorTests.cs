using System.Buffers.Binary;
using Gatehouse.Capture;
using Gatehouse.Diagnosis.Redaction;
using Gatehouse.Tests.Common;
using Gatehouse.Wire.Ip;
using Gatehouse.Wire.Link;

namespace Gatehouse.Diagnosis.Tests.Redaction;

public sealed class FrameRedactorTests
{
    private const int IpHeader = 20;
    private static readonly byte[] Client = [10, 0, 3, 50];
    private static readonly byte[] Server = [10, 0, 2, 105];

    [Theory]
    [InlineData("tls-untrusted.pcap")]
    [InlineData("icmp-rejected.pcap")]
    [InlineData("udp-port-unreachable.pcap")]
    [InlineData("story-b-client.pcap")]
    [InlineData("story-b-ipv6-client.pcap")]
    public void No_checksum_of_the_captured_transport_is_left(string sample)
    {
        FrameRedactor redactor = new(new Pseudonyms());
        using CaptureReader reader = CaptureFile.Open(Checkout.PathTo("samples", sample));
        int checkedFrames = 0;
        while (reader.TryRead(out Frame frame))
        {
            if (!redactor.TryDisguise(frame, out _, out byte[] data, out _) || ChecksumOf(data) is not { } checksum)
            {
                continue;
            }

            checkedFrames++;
            Assert.Equal(0, checksum);
        }

        Assert.True(checkedFrames > 0);
    }

    [Fact]
    public void Options_that_carry_addresses_become_nops_and_the_known_ones_stay()
    {
        byte[] options =
        [
            2, 4, 5, 180, 1, 3, 3, 7, 4, 2, 8, 10, 0, 0, 0, 1, 0, 0, 0, 2,
            254, 8, 0x9C, 0x40, 192, 168, 77, 88, 2, 6, 192, 168, 77, 88, 0, 192,
        ];
        byte[] made = Disguise(6, Tcp(options))[(IpHeader + 20)..];

        Assert.Equal(options[..20], made[..20]);
        Assert.All(made[20..34], octet => Assert.Equal(1, octet));
        Assert.Equal([0, 0], made[34..]);
    }

    [Fact]
    public void Options_of_lying_lengths_are_not_copied()
    {
        byte[] made = Disguise(6, Tcp([30, 200, 192, 168, 77, 88, 9, 9]))[(IpHeader + 20)..];

        Assert.All(made, octet => Assert.Equal(1, octet));
    }

    [Fact]
    public void The_gateway_of_a_redirect_and_the_packet_it_quotes_are_disguised()
    {
        byte[] udp = [0xC0, 0, 0x11, 0, 0, 8, 0xAB, 0xCD];
        byte[] made = Disguise(1, [5, 1, 0x12, 0x34, 192, 168, 77, 1, .. Ip(17, udp)]);

        Assert.Equal([5, 1, 0, 0, 198, 18, 0, 3], made[IpHeader..(IpHeader + 8)]);
        Assert.Equal([0xC0, 0, 0x11, 0, 0, 8, 0, 0], made[^8..]);
        Assert.DoesNotContain("192, 168", string.Join(", ", made), StringComparison.Ordinal);
        Assert.DoesNotContain("10, 0", string.Join(", ", made), StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_icmp_types_show_nothing_but_their_type()
    {
        Assert.Equal([10, 3, 0, 0, 0, 0, 0, 0], Disguise(1, [10, 3, 1, 2, 192, 168, 77, 1])[IpHeader..]);
    }

    [Fact]
    public void Frames_are_left_out_when_no_pseudonym_is_left()
    {
        const int AllOfThem = 131_071;
        Pseudonyms pseudonyms = new();
        for (uint number = 0; number < AllOfThem; number++)
        {
            Assert.True(pseudonyms.TryOf(IpAddress.FromIpv4(0x0B00_0000 + number), out IpAddress given));
            Assert.Equal(0xC612_0000u, given.Ipv4Value & 0xFFFE_0000);
        }

        Frame frame = new() { Number = 1, Link = LinkType.Raw, Data = Ip(17, new byte[8]), OriginalLength = 28 };
        Assert.False(new FrameRedactor(pseudonyms).TryDisguise(frame, out _, out _, out _));
        Assert.Equal("from another-address", pseudonyms.Replace("from 10.0.3.50"));
        Assert.Equal("from 198.18.0.1", pseudonyms.Replace("from 11.0.0.0"));
    }

    private static byte[] Disguise(byte protocol, byte[] payload)
    {
        byte[] packet = Ip(protocol, payload);
        Frame frame = new() { Number = 1, Link = LinkType.Raw, Data = packet, OriginalLength = packet.Length };
        Assert.True(new FrameRedactor(new Pseudonyms()).TryDisguise(frame, out _, out byte[] data, out _));
        return data;
    }

    private static byte[] Ip(byte protocol, byte[] payload) =>
        [0x45, 0, 0, (byte)(IpHeader + payload.Length), 0, 1, 0, 0, 64, protocol, 0, 0, .. Client, .. Server, .. payload];

    private static byte[] Tcp(byte[] options) =>
        [0xC3, 0x50, 0x10, 0xF7, 0, 0, 0, 1, 0, 0, 0, 0, (byte)((5 + (options.Length / 4)) << 4), 2, 0xFA, 0, 0xBE, 0xEF, 0, 0, .. options];

    private static ushort? ChecksumOf(byte[] data)
    {
        (int header, int protocol) = data[0] >> 4 == 4 ? (IpHeader, data[9]) : (40, data[6]);
        int? at = protocol switch
        {
            6 => 16,
            17 => 6,
            1 or 58 => 2,
            _ => null,
        };
        return at is { } offset && data.Length >= header + offset + 2 ? BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(header + offset)) : null;
    }
}
