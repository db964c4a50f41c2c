namespace Gatehouse.Wire.Radius;

/// <summary>
/// Walks the attributes of a RADIUS packet (RFC 2865 section 5): type (1 octet), length of the whole attribute (1), value. Each
/// step consumes at least 2 octets; the walk ends at the first attribute that is not complete.
/// </summary>
public ref struct RadiusAttributes
{
    /// <summary>Octets before the value.</summary>
    internal const int HeaderLength = 2;

    private ReadOnlySpan<byte> _rest;

    internal RadiusAttributes(ReadOnlySpan<byte> attributes)
    {
        _rest = attributes;
        Current = default;
    }

    /// <summary>The attribute the last step reached.</summary>
    public RadiusAttribute Current { get; private set; }

    /// <summary>For use in foreach.</summary>
    public readonly RadiusAttributes GetEnumerator() => this;

    /// <summary>Steps to the next attribute.</summary>
    public bool MoveNext()
    {
        if (_rest.Length < HeaderLength || _rest[1] < HeaderLength || _rest[1] > _rest.Length)
        {
            return false;
        }

        Current = new RadiusAttribute((RadiusAttributeType)_rest[0], _rest[HeaderLength.._rest[1]]);
        _rest = _rest[_rest[1]..];
        return true;
    }
}
