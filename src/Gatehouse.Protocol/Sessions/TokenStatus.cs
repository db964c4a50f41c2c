namespace Gatehouse.Protocol.Sessions;

/// <summary>What became of opening a session token.</summary>
public enum TokenStatus
{
    /// <summary>It is genuine and has not expired.</summary>
    Valid,

    /// <summary>It is genuine, but its session has ended.</summary>
    Expired,

    /// <summary>The key it names is not, or no longer, in the ring.</summary>
    UnknownKey,

    /// <summary>It was not made with the key it names.</summary>
    Forged,
}
