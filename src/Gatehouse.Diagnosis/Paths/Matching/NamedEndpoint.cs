using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Paths.Matching;

/// <summary>Reads the ends of conversations as findings name them: "10.0.0.1:443", "[2001:db8::1]:443", or an address alone, as pings have it.</summary>
internal static class NamedEndpoint
{
    /// <summary>Reads one; the port is 0 where there is none.</summary>
    public static bool TryParse(string name, out IpEndpoint endpoint)
    {
        // The last group of an IPv6 address alone must not be taken for a port.
        if (!name.StartsWith('[') && IpAddress.TryParse(name, out IpAddress address))
        {
            endpoint = new IpEndpoint(address, 0);
            return true;
        }

        return IpEndpoint.TryParse(name, out endpoint);
    }
}
