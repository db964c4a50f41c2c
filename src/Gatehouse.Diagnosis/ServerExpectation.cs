using System.Buffers;
using System.Globalization;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis;

/// <summary>A server that the user expects traffic to.</summary>
/// <param name="Host">Name or address as the user wrote it.</param>
/// <param name="Address">The address, when it was one; null for a name, which only name lookups in the evidence can resolve.</param>
/// <param name="Port">The port; 0 for any.</param>
public sealed record ServerExpectation(string Host, IpAddress? Address, ushort Port)
{
    // What no name of a host holds: a colon is left only in what is no address after all, a slash in a URL or a network.
    private static readonly SearchValues<char> Foreign = SearchValues.Create(" \t\r\n:/@[]");

    /// <summary>Reads "HOST", "HOST:PORT", "[IPV6]:PORT" or a bare IPv6 address.</summary>
    public static bool TryParse(string text, out ServerExpectation expectation)
    {
        (string host, string? portText) = Split(text);
        ushort port = 0;
        bool isPort = portText is null
            || (ushort.TryParse(portText, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port != 0);
        IpAddress? address = IpAddress.TryParse(host, out IpAddress parsed) ? parsed : null;
        bool isHost = address is not null || (host.Length > 0 && host.AsSpan().IndexOfAny(Foreign) < 0);
        expectation = new ServerExpectation(host, address, port);
        return isHost && isPort;
    }

    /// <summary>Whether an endpoint is this server. A name matches any address with the port, because addresses of names change.</summary>
    public bool Matches(IpEndpoint server) =>
        (Port == 0 || Port == server.Port) && (Address is null || Address == server.Address);

    private static (string Host, string? Port) Split(string value)
    {
        if (value.StartsWith('['))
        {
            int end = value.IndexOf(']', StringComparison.Ordinal);
            return end < 0 ? (string.Empty, null)
                : end == value.Length - 1 ? (value[1..end], null)
                : value[end + 1] == ':' ? (value[1..end], value[(end + 2)..])
                : (string.Empty, null);
        }

        int colon = value.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || colon != value.LastIndexOf(':') ? (value, null) : (value[..colon], value[(colon + 1)..]);
    }
}
