namespace Gatehouse.Bench.Output;

/// <summary>One station: its link address and its IPv4 (4 octets) or IPv6 (16 octets) address.</summary>
internal sealed class Host
{
    private readonly byte[] _link = new byte[6];
    private readonly byte[] _address;

    /// <param name="network">1 for clients, 2 for servers; becomes part of both addresses.</param>
    /// <param name="number">Which one, from 0 to 65,535.</param>
    /// <param name="six">IPv6 rather than IPv4.</param>
    public Host(byte network, int number, bool six)
    {
        _link[0] = 2;
        _link[3] = network;
        _link[4] = (byte)(number >> 8);
        _link[5] = (byte)number;
        _address = six
            ? [0x20, 0x01, 0x0D, 0xB8, 0, network, 0, 0, 0, 0, 0, 0, 0, 0, (byte)(number >> 8), (byte)number]
            : [10, network, (byte)(number >> 8), (byte)number];
        AddressSum = Checksum.Sum(_address);
    }

    public ReadOnlySpan<byte> Link => _link;

    public ReadOnlySpan<byte> Address => _address;

    /// <summary>The address's share of a pseudo-header's checksum.</summary>
    public ulong AddressSum { get; }

    public bool IsSix => _address.Length == 16;
}
