namespace Gatehouse.Wire.Ip;

/// <summary>An address and a transport port.</summary>
/// <param name="Address">The IP address.</param>
/// <param name="Port">The TCP or UDP port.</param>
public readonly record struct IpEndpoint(IpAddress Address, ushort Port)
{
    /// <summary>"10.0.0.1:443" or "[2001:db8::1]:443".</summary>
    public override string ToString() => Address.IsIpv4 ? $"{Address}:{Port}" : $"[{Address}]:{Port}";
}
