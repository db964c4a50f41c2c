using Gatehouse.Diagnosis.Observation.Fragments;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Tests.Observation.Fragments;

public sealed class FragmentKeyTests
{
    /// <summary>A size that tables of the framework grow to.</summary>
    private const uint Buckets = 17_519;

    [Theory]
    [InlineData(1u)]
    [InlineData(Buckets)]
    [InlineData(65_536u)]
    public void Spreads_identifications_whatever_their_distance(uint distance)
    {
        Assert.True(IpAddress.TryParse("2001:db8::1", out IpAddress source));
        Assert.True(IpAddress.TryParse("2001:db8::2", out IpAddress destination));
        HashSet<uint> used = [];
        for (uint i = 0; i < Buckets; i++)
        {
            used.Add((uint)new FragmentKey(source, destination, IpProtocol.Udp, i * distance).GetHashCode() % Buckets);
        }

        Assert.InRange(used.Count, 10_500, 11_600);
    }
}
