using System.Buffers.Binary;

namespace Gatehouse.Wire.Ip;

/// <summary>The ports TCP, UDP and SCTP share: the first 4 octets of the IP payload, source before destination.</summary>
public static class TransportPorts
{
    /// <summary>Reads the ports even when the rest of the transport header was not captured or quoted.</summary>
    /// <param name="payload">The IP payload of an unfragmented packet or a first fragment.</param>
    /// <param name="source">Source port.</param>
    /// <param name="destination">Destination port.</param>
    /// <returns><see langword="false"/> under 4 octets.</returns>
    public static bool TryRead(ReadOnlySpan<byte> payload, out ushort source, out ushort destination)
    {
        if (!BinaryPrimitives.TryReadUInt32BigEndian(payload, out uint ports))
        {
            source = 0;
            destination = 0;
            return false;
        }

        source = (ushort)(ports >> 16);
        destination = (ushort)ports;
        return true;
    }

    /// <summary>Reads ports and TCP sequence number from the first 8 octets, all that an ICMP error must quote (RFC 792).</summary>
    /// <returns><see langword="false"/> under 8 octets.</returns>
    public static bool TryReadTcp(ReadOnlySpan<byte> payload, out ushort source, out ushort destination, out uint sequence)
    {
        sequence = 0;
        if (!TryRead(payload, out source, out destination) || !BinaryPrimitives.TryReadUInt32BigEndian(payload[4..], out sequence))
        {
            source = 0;
            destination = 0;
            return false;
        }

        return true;
    }
}
