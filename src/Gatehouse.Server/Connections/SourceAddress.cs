using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Gatehouse.Server.Connections;

/// <summary>Who counts as one source: an IPv4 address, or the 64 bits of an IPv6 network, since its host has as many addresses as it likes.</summary>
/// <param name="IsIpv6">Which of the two it is.</param>
/// <param name="High">The network of IPv6, or zero.</param>
/// <param name="Low">The address of IPv4, or zero.</param>
internal readonly record struct SourceAddress(bool IsIpv6, ulong High, uint Low)
{
    /// <summary>The source that an address belongs to; all that have none are one.</summary>
    public static SourceAddress Of(IPAddress? address)
    {
        Span<byte> octets = stackalloc byte[16];
        if (address is null)
        {
            return default;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        address.TryWriteBytes(octets, out _);
        return address.AddressFamily == AddressFamily.InterNetwork
            ? new SourceAddress(IsIpv6: false, 0, BinaryPrimitives.ReadUInt32BigEndian(octets))
            : new SourceAddress(IsIpv6: true, BinaryPrimitives.ReadUInt64BigEndian(octets), 0);
    }

    /// <summary>As an administrator writes it.</summary>
    public override string ToString()
    {
        Span<byte> octets = stackalloc byte[16];
        octets.Clear();
        if (!IsIpv6)
        {
            BinaryPrimitives.WriteUInt32BigEndian(octets, Low);
            return new IPAddress(octets[..sizeof(uint)]).ToString();
        }

        BinaryPrimitives.WriteUInt64BigEndian(octets, High);
        return $"{new IPAddress(octets)}/64";
    }
}
