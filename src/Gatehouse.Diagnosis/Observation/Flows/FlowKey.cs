using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Observation.Flows;

/// <summary>A pair of endpoints, the same for both directions.</summary>
internal readonly struct FlowKey : IEquatable<FlowKey>
{
    private readonly IpEndpoint _low;
    private readonly IpEndpoint _high;

    public FlowKey(IpEndpoint one, IpEndpoint other)
    {
        int order = one.Address.CompareTo(other.Address);
        bool inOrder = order != 0 ? order < 0 : one.Port <= other.Port;
        _low = inOrder ? one : other;
        _high = inOrder ? other : one;
    }

    public bool Equals(FlowKey other) =>
        _low.Port == other._low.Port && _high.Port == other._high.Port
        && _low.Address == other._low.Address && _high.Address == other._high.Address;

    public override bool Equals(object? obj) => obj is FlowKey other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_low.Address, _high.Address, (_low.Port << 16) | _high.Port);
}
