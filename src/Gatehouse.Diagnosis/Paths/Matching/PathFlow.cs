using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Paths.Matching;

/// <summary>One conversation as one vantage point sees it.</summary>
/// <param name="Protocol">"tcp", "udp" or "icmp", as findings name it.</param>
/// <param name="Client">The side that asks.</param>
/// <param name="Server">The side that is asked.</param>
/// <param name="OpeningSequence">Sequence number of the client's SYN; null when it was not captured or is no TCP.</param>
internal sealed record PathFlow(string Protocol, IpEndpoint Client, IpEndpoint Server, uint? OpeningSequence)
{
    /// <summary>The client as findings name it: pings have no ports.</summary>
    public string ClientName => HasPorts ? Client.ToString() : Client.Address.ToString();

    /// <summary>The server as findings name it.</summary>
    public string ServerName => HasPorts ? Server.ToString() : Server.Address.ToString();

    /// <summary>Whether it has ports: not so pings, and fragments whose first was never seen.</summary>
    public bool HasPorts => Client.Port != 0 || Server.Port != 0;
}
