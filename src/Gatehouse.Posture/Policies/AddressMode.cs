namespace Gatehouse.Posture.Policies;

/// <summary>How an address is assigned.</summary>
public enum AddressMode
{
    /// <summary>Either way.</summary>
    Unlimited = 0,

    /// <summary>By DHCP.</summary>
    Dhcp = 1,

    /// <summary>Set on the endpoint.</summary>
    Static = 2,
}
