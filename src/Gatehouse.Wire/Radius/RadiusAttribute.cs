namespace Gatehouse.Wire.Radius;

/// <summary>One attribute of a RADIUS packet, borrowing its octets.</summary>
public readonly ref struct RadiusAttribute
{
    internal RadiusAttribute(RadiusAttributeType type, ReadOnlySpan<byte> value)
    {
        Type = type;
        Value = value;
    }

    /// <summary>The type.</summary>
    public RadiusAttributeType Type { get; }

    /// <summary>The value, 0 to 253 octets.</summary>
    public ReadOnlySpan<byte> Value { get; }
}
