using Gatehouse.Wire.Ip;

namespace Gatehouse.Wire.Tests.Ip;

public class TransportPortsTests
{
    private static readonly byte[] Start = [0x30, 0x39, 0x01, 0xBB, 0xDE, 0xAD, 0xBE, 0xEF];

    [Fact]
    public void Reads_the_ports_of_a_cut_header()
    {
        for (int length = 0; length <= Start.Length; length++)
        {
            Assert.Equal(length >= 4, TransportPorts.TryRead(Start.AsSpan(0, length), out ushort source, out ushort destination));
            Assert.Equal(length >= 4 ? (12345, 443) : (0, 0), (source, destination));
        }
    }
}
