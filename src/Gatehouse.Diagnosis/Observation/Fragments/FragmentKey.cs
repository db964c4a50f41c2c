using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Observation.Fragments;

/// <summary>What makes fragments belong together (RFC 791 section 3.2, RFC 8200 section 4.5).</summary>
internal readonly record struct FragmentKey(IpAddress Source, IpAddress Destination, IpProtocol Protocol, uint Identification)
{
    public bool Equals(FragmentKey other) =>
        Identification == other.Identification && Protocol == other.Protocol && Source == other.Source && Destination == other.Destination;

    public override int GetHashCode() => KeyedHash.Of(
        Source.HighBits, Source.LowBits, Destination.HighBits, Destination.LowBits, ((ulong)Protocol << 32) | Identification);
}
