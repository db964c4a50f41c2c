namespace Gatehouse.Server.Enforcement;

/// <summary>What an endpoint may reach. The numbers are stored.</summary>
public enum AccessLevel
{
    /// <summary>Nothing but what everybody may reach: the policy server.</summary>
    Off = 0,

    /// <summary>The repair servers only.</summary>
    Isolated = 1,

    /// <summary>Everything.</summary>
    Admitted = 2,
}
