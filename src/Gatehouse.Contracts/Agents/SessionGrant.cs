namespace Gatehouse.Contracts.Agents;

/// <summary>What an agent needs for the security check. Everything secret in it lives only in memory on the endpoint.</summary>
/// <param name="EndpointId">The endpoint, as its certificate says.</param>
/// <param name="SessionId">Names the session in datagrams of the server.</param>
/// <param name="Secret">32 random octets from which both ends derive their sending keys.</param>
/// <param name="Token">Opaque to the agent: lets any node recognise the session; in every datagram of the agent.</param>
/// <param name="AddressProof">Opaque: shows that the agent's address was reached by this session's TLS connection.</param>
/// <param name="ExpiresInSeconds">Seconds after which the agent must have opened a new session.</param>
/// <param name="UdpPort">Port of the security check at the host of this connection.</param>
/// <param name="HeartbeatSeconds">Seconds between heartbeats.</param>
/// <param name="PolicyVersion">Version of the policy that applies to the endpoint now.</param>
/// <param name="Capability">The highest <see cref="Capabilities"/> number the server knows.</param>
/// <param name="RenewCertificate">Whether the agent should renew its certificate now.</param>
public sealed record SessionGrant(
    Guid EndpointId,
    ulong SessionId,
    byte[] Secret,
    byte[] Token,
    byte[] AddressProof,
    int ExpiresInSeconds,
    int UdpPort,
    int HeartbeatSeconds,
    long PolicyVersion,
    int Capability,
    bool RenewCertificate)
{
    /// <summary>Never shows the secret.</summary>
    public override string ToString() => $"session {SessionId:x16} of endpoint {EndpointId}";
}
