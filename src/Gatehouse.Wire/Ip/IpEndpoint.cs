using System.Globalization;

namespace Gatehouse.Wire.Ip;

/// <summary>An address and a transport port.</summary>
/// <param name="Address">The IP address.</param>
/// <param name="Port">The TCP or UDP port.</param>
public readonly record struct IpEndpoint(IpAddress Address, ushort Port)
{
    /// <summary>Parses what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpEndpoint endpoint)
    {
        endpoint = default;
        int colon = text.LastIndexOf(':');
        if (colon <= 0
            || !ushort.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out ushort port)
            || !IpAddress.TryParse(text[..colon].Trim("[]"), out IpAddress address))
        {
            return false;
        }

        endpoint = new IpEndpoint(address, port);
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(IpEndpoint other) => Port == other.Port && Address == other.Address;

    /// <inheritdoc cref="IpAddress.GetHashCode"/>
    public override int GetHashCode() => KeyedHash.Of(Address.HighBits, Address.LowBits, Port);

    /// <summary>"10.0.0.1:443" or "[2001:db8::1]:443".</summary>
    public override string ToString() => Address.IsIpv4 ? $"{Address}:{Port}" : $"[{Address}]:{Port}";
}
