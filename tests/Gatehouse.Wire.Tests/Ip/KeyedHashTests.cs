using Gatehouse.Wire.Ip;

namespace Gatehouse.Wire.Tests.Ip;

public sealed class KeyedHashTests
{
    private const int Count = 20_000;

    /// <summary>Among 20,000 even 32-bit numbers, a pair meets in one run of twenty; more than a few never do.</summary>
    private const int MostMeeting = 4;

    [Fact]
    public void Keeps_words_apart_that_stand_beside_zeros()
    {
        AssertSpread(number => KeyedHash.Of(number, 0));
        AssertSpread(number => KeyedHash.Of(0, number));
        AssertSpread(number => KeyedHash.Of(0, 0, number));
        AssertSpread(number => KeyedHash.Of(0, 0, 0, 0, number));
        AssertSpread(number => KeyedHash.Of(number << 48, 0, 0, 0, 0));
    }

    [Fact]
    public void Keeps_equal_and_exchanged_words_apart()
    {
        AssertSpread(number => KeyedHash.Of(number, number));
        AssertSpread(number => KeyedHash.Of(number, number, number, number, number));
        AssertSpread(number => number % 2 == 0 ? KeyedHash.Of(number, number + 1) : KeyedHash.Of(number, number - 1));
    }

    [Fact]
    public void Keeps_endpoints_apart_whose_address_and_port_add_up_to_the_same()
    {
        Span<byte> octets = stackalloc byte[16];
        HashSet<int> seen = [];
        for (ushort port = 0; port < Count; port++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(octets, 0x2001_0DB8_0001_0000UL - port);
            seen.Add(new IpEndpoint(IpAddress.ReadIpv6(octets), port).GetHashCode());
        }

        Assert.InRange(seen.Count, Count - MostMeeting, Count);
    }

    private static void AssertSpread(Func<ulong, int> hash)
    {
        HashSet<int> seen = [];
        for (ulong number = 0; number < Count; number++)
        {
            seen.Add(hash(number));
        }

        Assert.InRange(seen.Count, Count - MostMeeting, Count);
    }
}
