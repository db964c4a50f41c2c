using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Observation.Flows;

/// <summary>A pair of endpoints, the same for both directions.</summary>
internal readonly struct FlowKey : IEquatable<FlowKey>
{
    private readonly IpAddress _low;
    private readonly IpAddress _high;
    private readonly uint _ports;

    public FlowKey(IpEndpoint one, IpEndpoint other)
    {
        int order = one.Address.CompareTo(other.Address);
        bool inOrder = order != 0 ? order < 0 : one.Port <= other.Port;
        (_low, _high) = inOrder ? (one.Address, other.Address) : (other.Address, one.Address);
        _ports = inOrder ? ((uint)one.Port << 16) | other.Port : ((uint)other.Port << 16) | one.Port;
    }

    public bool Equals(FlowKey other) => _ports == other._ports && _low == other._low && _high == other._high;

    public override bool Equals(object? obj) => obj is FlowKey other && Equals(other);

    public override int GetHashCode() =>
        KeyedHash.Of(_low.HighBits, _low.LowBits, _high.HighBits, _high.LowBits, _ports);
}
