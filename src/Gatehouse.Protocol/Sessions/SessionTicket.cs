namespace Gatehouse.Protocol.Sessions;

/// <summary>What a session token says once it is open; everything a node must know of a session.</summary>
/// <param name="EndpointId">Whose session it is.</param>
/// <param name="SessionId">Names the session in datagrams.</param>
/// <param name="Secret">32 random octets from which both ends derive their sending keys.</param>
/// <param name="IssuedAt">When the session was opened; kept to the millisecond.</param>
/// <param name="ExpiresAt">When it ends; kept to the millisecond.</param>
public sealed record SessionTicket(Guid EndpointId, ulong SessionId, byte[] Secret, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt)
{
    /// <summary>Octets of <see cref="Secret"/>.</summary>
    public const int SecretLength = 32;

    /// <summary>Never shows the secret.</summary>
    public override string ToString() => $"session {SessionId:x16} of endpoint {EndpointId}";
}
