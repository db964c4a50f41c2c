namespace Gatehouse.Posture.Checks;

/// <summary>What a security check looks at. The numbers are stored with verdicts: add at the end, never renumber.</summary>
public enum CheckItem
{
    /// <summary>Which operating system, in which version and build.</summary>
    OperatingSystem = 0,

    /// <summary>Updates that are missing, by severity.</summary>
    Patches = 1,

    /// <summary>Anti-virus product: installed, running, engine, definitions.</summary>
    AntiVirus = 2,

    /// <summary>Anti-spyware product.</summary>
    AntiSpyware = 3,

    /// <summary>Anti-phishing product.</summary>
    AntiPhishing = 4,

    /// <summary>Firewall that is on.</summary>
    Firewall = 5,

    /// <summary>Volumes that are not encrypted.</summary>
    DiskEncryption = 6,

    /// <summary>Groups of software, forbidden or required, installed or running.</summary>
    Software = 7,

    /// <summary>Values of the Windows registry.</summary>
    Registry = 8,

    /// <summary>Folders shared with the network.</summary>
    Shares = 9,

    /// <summary>Settings of the system, such as kernel parameters.</summary>
    SystemSettings = 10,

    /// <summary>Accounts without a password or with a weak one.</summary>
    Passwords = 11,

    /// <summary>Guest accounts that are enabled.</summary>
    GuestAccount = 12,

    /// <summary>Data execution prevention that is off or missing.</summary>
    DataExecutionPrevention = 13,

    /// <summary>Proxies the endpoint uses.</summary>
    ProxyUse = 14,

    /// <summary>The endpoint forwards or translates traffic for others.</summary>
    Forwarding = 15,

    /// <summary>Active network cards besides the one in use.</summary>
    SecondNetworkCard = 16,

    /// <summary>How the address was assigned.</summary>
    AddressAssignment = 17,

    /// <summary>The address changed while the endpoint was online; the server sees it.</summary>
    AddressChange = 18,

    /// <summary>The hardware address is not the endpoint's own; the server sees it.</summary>
    HardwareAddress = 19,

    /// <summary>Another endpoint has the same hardware address; the server sees it.</summary>
    DuplicateHardwareAddress = 20,

    /// <summary>Several addresses on the network card in use.</summary>
    SeveralAddresses = 21,

    /// <summary>Several operating systems to boot from.</summary>
    SeveralSystems = 22,

    /// <summary>The endpoint is a virtual machine or a container.</summary>
    VirtualMachine = 23,

    /// <summary>Address translation for virtual machines runs.</summary>
    VirtualMachineNat = 24,

    /// <summary>USB forwarding to virtual machines runs.</summary>
    VirtualMachineUsb = 25,

    /// <summary>More open connections than a user's machine should have.</summary>
    Traffic = 26,
}
