using System.Buffers.Binary;
using System.Net;

namespace Gatehouse.Wire.Ip;

/// <summary>
/// An IPv4 or IPv6 address as a 16-octet value without allocation. IPv4 addresses are held as
/// IPv4-mapped IPv6 addresses (RFC 4291, section 2.5.5.2) and printed in dotted form.
/// </summary>
public readonly record struct IpAddress : IComparable<IpAddress>
{
    private const ulong MappedPrefix = 0x0000_FFFF_0000_0000;

    private readonly ulong _high;
    private readonly ulong _low;

    private IpAddress(ulong high, ulong low)
    {
        _high = high;
        _low = low;
    }

    /// <summary>Whether this is an IPv4 address.</summary>
    public bool IsIpv4 => _high == 0 && (_low & 0xFFFF_FFFF_0000_0000) == MappedPrefix;

    /// <summary>Whether the address names more than one receiver: IPv4 224.0.0.0/4 and 255.255.255.255, IPv6 ff00::/8.</summary>
    public bool IsMulticastOrBroadcast =>
        IsIpv4 ? (_low & 0xF000_0000) == 0xE000_0000 || (uint)_low == uint.MaxValue : (_high >> 56) == 0xFF;

    /// <summary>The IPv4 address as a number, most significant octet first; meaningless for IPv6.</summary>
    public uint Ipv4Value => (uint)_low;

    /// <summary>Makes an IPv4 address from its four octets as a big-endian number.</summary>
    public static IpAddress FromIpv4(uint value) => new(0, MappedPrefix | value);

    /// <summary>Makes an address from <see cref="HighBits"/> and <see cref="LowBits"/>.</summary>
    public static IpAddress FromBits(ulong high, ulong low) => new(high, low);

    /// <summary>Reads an IPv4 address from 4 octets.</summary>
    public static IpAddress ReadIpv4(ReadOnlySpan<byte> octets) => FromIpv4(BinaryPrimitives.ReadUInt32BigEndian(octets));

    /// <summary>Reads an IPv6 address from 16 octets.</summary>
    public static IpAddress ReadIpv6(ReadOnlySpan<byte> octets) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(octets), BinaryPrimitives.ReadUInt64BigEndian(octets[8..]));

    /// <summary>Parses the text form of an address; scope identifiers are dropped, and IPv4 must be written with all four numbers.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpAddress address)
    {
        address = default;
        if (!IPAddress.TryParse(text, out IPAddress? parsed)
            || (parsed.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork && text.Count('.') != 3))
        {
            return false;
        }

        Span<byte> octets = stackalloc byte[16];
        parsed.TryWriteBytes(octets, out int written);
        address = written == 4 ? ReadIpv4(octets) : ReadIpv6(octets);
        return true;
    }

    /// <summary>The first eight octets as a big-endian number; for IPv4, those of the mapped form.</summary>
    public ulong HighBits => _high;

    /// <summary>The last eight octets as a big-endian number; for IPv4, those of the mapped form.</summary>
    public ulong LowBits => _low;

    /// <inheritdoc/>
    public bool Equals(IpAddress other) => _high == other._high && _low == other._low;

    /// <summary>Hashes with a key of the process, so that nobody can choose addresses that collide.</summary>
    public override int GetHashCode() => KeyedHash.Of(_high, _low);

    /// <summary>Orders addresses by their octets, IPv4 among the mapped IPv6 addresses.</summary>
    public int CompareTo(IpAddress other) => _high != other._high ? _high.CompareTo(other._high) : _low.CompareTo(other._low);

    /// <summary>The usual text form: dotted for IPv4, RFC 5952 for IPv6.</summary>
    public override string ToString()
    {
        Span<byte> octets = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(octets, _high);
        BinaryPrimitives.WriteUInt64BigEndian(octets[8..], _low);
        return new IPAddress(IsIpv4 ? octets[12..] : octets).ToString();
    }
}
