using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Server.Checks;

/// <summary>The system's addresses as ours and back.</summary>
internal static class Addresses
{
    private const int PortField = 2;
    private const int Ipv4Field = 4;
    private const int Ipv6Field = 8;
    private const int Ipv6Length = 16;

    /// <summary>Reads a sockaddr_in or sockaddr_in6; their fields stand at the same places on Linux and Windows.</summary>
    public static IpEndpoint Read(SocketAddress address)
    {
        ReadOnlySpan<byte> octets = address.Buffer.Span;
        ushort port = BinaryPrimitives.ReadUInt16BigEndian(octets[PortField..]);
        return address.Family == AddressFamily.InterNetworkV6
            ? new IpEndpoint(IpAddress.ReadIpv6(octets.Slice(Ipv6Field, Ipv6Length)), port)
            : new IpEndpoint(IpAddress.ReadIpv4(octets.Slice(Ipv4Field, sizeof(uint))), port);
    }

    /// <summary>Writes an address into one of a socket's family; an IPv4 address is mapped where that is IPv6.</summary>
    /// <param name="endpoint">The address.</param>
    /// <param name="address">Made by the system for its family; used again and again.</param>
    public static void Write(IpEndpoint endpoint, SocketAddress address)
    {
        Span<byte> octets = address.Buffer.Span;
        BinaryPrimitives.WriteUInt16BigEndian(octets[PortField..], endpoint.Port);
        if (address.Family == AddressFamily.InterNetwork)
        {
            BinaryPrimitives.WriteUInt32BigEndian(octets[Ipv4Field..], endpoint.Address.Ipv4Value);
            return;
        }

        BinaryPrimitives.WriteUInt64BigEndian(octets[Ipv6Field..], endpoint.Address.HighBits);
        BinaryPrimitives.WriteUInt64BigEndian(octets[(Ipv6Field + sizeof(ulong))..], endpoint.Address.LowBits);
    }

    /// <summary>The same address; IPv4 mapped into IPv6 as IPv4.</summary>
    public static IpAddress ToWire(IPAddress address)
    {
        Span<byte> octets = stackalloc byte[Ipv6Length];
        address.MapToIPv6().TryWriteBytes(octets, out _);
        return IpAddress.ReadIpv6(octets);
    }

    /// <summary>The same address; IPv4 as IPv4.</summary>
    public static IPAddress ToIPAddress(IpAddress address)
    {
        Span<byte> octets = stackalloc byte[Ipv6Length];
        if (address.IsIpv4)
        {
            BinaryPrimitives.WriteUInt32BigEndian(octets, address.Ipv4Value);
            return new IPAddress(octets[..sizeof(uint)]);
        }

        BinaryPrimitives.WriteUInt64BigEndian(octets, address.HighBits);
        BinaryPrimitives.WriteUInt64BigEndian(octets[sizeof(ulong)..], address.LowBits);
        return new IPAddress(octets);
    }
}
