using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Observation.Udp;

/// <summary>A client socket and a server address.</summary>
internal readonly record struct UdpKey(IpEndpoint Client, IpAddress Server)
{
    public bool Equals(UdpKey other) => Client == other.Client && Server == other.Server;

    public override int GetHashCode() => KeyedHash.Of(
        Client.Address.HighBits, Client.Address.LowBits, Server.HighBits, Server.LowBits, Client.Port);
}
