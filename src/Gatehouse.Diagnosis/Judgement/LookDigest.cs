namespace Gatehouse.Diagnosis.Judgement;

/// <summary>A digest of how a conversation looks, the same in every run.</summary>
internal struct LookDigest
{
    private const ulong Prime = 0x9E37_79B9_7F4A_7C15;

    /// <summary>The digest so far.</summary>
    public ulong Value { get; private set; }

    /// <summary>Adds a number.</summary>
    public void Add(long value) => Value = (ulong.RotateLeft(Value, 25) ^ (ulong)value) * Prime;

    /// <summary>Adds a flag.</summary>
    public void Add(bool value) => Add(value ? 1 : 2);

    /// <summary>Adds a text.</summary>
    public void Add(string? value)
    {
        foreach (char c in value ?? string.Empty)
        {
            Add(c);
        }
    }

    /// <summary>Adds an endpoint.</summary>
    public void Add(Wire.Ip.IpEndpoint value)
    {
        Add((long)value.Address.HighBits);
        Add((long)value.Address.LowBits);
        Add(value.Port);
    }
}
