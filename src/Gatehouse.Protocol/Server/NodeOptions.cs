namespace Gatehouse.Protocol.Server;

/// <summary>Bounds on what a node remembers.</summary>
public sealed record NodeOptions
{
    /// <summary>Live sessions remembered; with more, the one not heard for longest is forgotten, and known again when it is heard.</summary>
    public int MaxSessions { get; init; } = 131_072;

    /// <summary>Octets of messages of exchanges, incoming and answered; with more, the exchange not heard for longest is forgotten.</summary>
    public long MaxExchangeOctets { get; init; } = 64 << 20;

    /// <summary>Messages that wait to be acknowledged by clients; more are refused.</summary>
    public int MaxPushes { get; init; } = 131_072;

    /// <summary>Datagrams that wait to be sent; more are dropped, and asked for again by clients.</summary>
    public int MaxTransmits { get; init; } = 65_536;

    /// <summary>Events that wait to be taken; while there are more, incoming datagrams are dropped, and sent again by clients.</summary>
    public int MaxEvents { get; init; } = 65_536;

    /// <summary>How long an exchange is remembered after its last datagram.</summary>
    public TimeSpan ExchangeRetention { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a session is remembered after its last datagram; not below <see cref="ProtocolLimits.FreshFor"/> twice.</summary>
    public TimeSpan SessionRetention { get; init; } = TimeSpan.FromMinutes(15);
}
