using System.Globalization;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis;

/// <summary>A server that the user expects traffic to.</summary>
/// <param name="Host">Name or address as the user wrote it.</param>
/// <param name="Address">The address, when it was one; null for a name, which only name lookups in the evidence can resolve.</param>
/// <param name="Port">The port; 0 for any.</param>
public sealed record ServerExpectation(string Host, IpAddress? Address, ushort Port)
{
    /// <summary>Reads "HOST", "HOST:PORT", "[IPV6]:PORT" or "IPV6".</summary>
    public static bool TryParse(string text, out ServerExpectation expectation)
    {
        expectation = new ServerExpectation(text, null, 0);
        string host = text;
        ushort port = 0;
        int colon = text.LastIndexOf(':');
        bool hasPort = colon > 0 && (text.IndexOf(':', StringComparison.Ordinal) == colon || text[colon - 1] == ']');
        if (hasPort)
        {
            host = text[..colon];
            if (!ushort.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out port))
            {
                return false;
            }
        }

        host = host.Trim('[', ']');
        if (host.Length == 0 || host.Any(char.IsWhiteSpace))
        {
            return false;
        }

        IpAddress? address = IpAddress.TryParse(host, out IpAddress parsed) ? parsed : null;
        expectation = new ServerExpectation(host, address, port);
        return true;
    }

    /// <summary>Whether an endpoint is this server. A name matches any address with the port, because addresses of names change.</summary>
    public bool Matches(IpEndpoint server) =>
        (Port == 0 || Port == server.Port) && (Address is null || Address == server.Address);
}
