namespace Gatehouse.Wire.Ead;

/// <summary>
/// Packets of the security check by the number that client logs print. Only these four are known from field evidence;
/// every other number (heartbeats among them, whose numbers nobody has published) survives as it is.
/// </summary>
public enum EadPacketType
{
    /// <summary>Client to server: asks for the policy, right after the identity step.</summary>
    Request = 1,

    /// <summary>Server to client: the policy, what to check and how.</summary>
    Policy = 2,

    /// <summary>Client to server: the results of the checks.</summary>
    Report = 3,

    /// <summary>Server to client: what follows from the results.</summary>
    Verdict = 4,
}
