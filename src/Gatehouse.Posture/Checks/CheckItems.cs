using System.Collections.Frozen;

namespace Gatehouse.Posture.Checks;

/// <summary>The items by name and by number.</summary>
public static class CheckItems
{
    /// <summary>Every item, in the order of its number.</summary>
    public static IReadOnlyList<CheckItemInfo> All { get; } =
    [
        new(CheckItem.OperatingSystem, "operatingSystem", "operating system", "", "", "Upgrade the operating system, or ask the administrator which systems are allowed.", false),
        new(CheckItem.Patches, "patches", "updates", "", "", "Install the pending updates, then run the check again.", false),
        new(CheckItem.AntiVirus, "antiVirus", "anti-virus", "", "", "Install, start or update the anti-virus product.", true),
        new(CheckItem.AntiSpyware, "antiSpyware", "anti-spyware", "", "", "Install, start or update the anti-spyware product.", true),
        new(CheckItem.AntiPhishing, "antiPhishing", "anti-phishing", "", "", "Install, start or update the anti-phishing product.", true),
        new(CheckItem.Firewall, "firewall", "firewall", "", "", "Turn the firewall on.", true),
        new(CheckItem.DiskEncryption, "diskEncryption", "disk encryption", "not encrypted", "every volume encrypted", "Encrypt the disk, or hand the machine to the administrator for it.", true),
        new(CheckItem.Software, "software", "software", "", "", "Install what is required and remove what is forbidden.", true),
        new(CheckItem.Registry, "registry", "registry", "", "", "Ask the administrator to set the registry value.", true),
        new(CheckItem.Shares, "shares", "shared folders", "shared", "no shared folders", "Stop sharing the folders.", true),
        new(CheckItem.SystemSettings, "systemSettings", "system settings", "", "", "Ask the administrator to change the setting.", true),
        new(CheckItem.Passwords, "passwords", "passwords", "no or a weak password", "a password for every account", "Set a password for the accounts, or lock them.", false),
        new(CheckItem.GuestAccount, "guestAccount", "guest account", "enabled", "no guest account", "Disable the guest account.", false),
        new(CheckItem.DataExecutionPrevention, "dataExecutionPrevention", "data execution prevention", "missing", "data execution prevention on", "Turn data execution prevention on in the firmware or the system.", false),
        new(CheckItem.ProxyUse, "proxyUse", "proxy use", "in use", "no proxy", "Remove the proxy from the settings.", true),
        new(CheckItem.Forwarding, "forwarding", "forwarding for others", "on", "no forwarding or address translation", "Turn off connection sharing and forwarding.", true),
        new(CheckItem.SecondNetworkCard, "secondNetworkCard", "second network card", "active", "one active network card", "Disconnect the other network cards.", true),
        new(CheckItem.AddressAssignment, "addressAssignment", "address assignment", "", "", "Change how the network card gets its address.", false),
        new(CheckItem.AddressChange, "addressChange", "address change", "changed", "the address of the sign-in", "Connect anew after changing the address.", true),
        new(CheckItem.HardwareAddress, "hardwareAddress", "hardware address", "not its own", "the hardware address of the enrolment", "Use the network card's own hardware address, or ask the administrator to accept the new card.", true),
        new(CheckItem.DuplicateHardwareAddress, "duplicateHardwareAddress", "duplicate hardware address", "also used by", "a hardware address of its own", "Tell the administrator that two machines have the same hardware address.", true),
        new(CheckItem.SeveralAddresses, "severalAddresses", "several addresses", "also has", "one address", "Remove the additional addresses from the network card.", true),
        new(CheckItem.SeveralSystems, "severalSystems", "several systems", "also installed", "one operating system", "Ask the administrator whether a second operating system is allowed.", false),
        new(CheckItem.VirtualMachine, "virtualMachine", "virtual machine", "runs as", "a physical machine", "Connect from the physical machine.", false),
        new(CheckItem.VirtualMachineNat, "virtualMachineNat", "address translation for virtual machines", "running", "no address translation for virtual machines", "Stop the address translation service for virtual machines.", true),
        new(CheckItem.VirtualMachineUsb, "virtualMachineUsb", "USB service for virtual machines", "running", "no USB service for virtual machines", "Stop the USB service for virtual machines.", true),
        new(CheckItem.Traffic, "traffic", "traffic", "", "", "Close programs that open many connections, and have the machine scanned.", true),
    ];

    private static readonly FrozenDictionary<string, CheckItemInfo> ByName = All.ToFrozenDictionary(info => info.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Items whose check is a list of what should not be there; a policy allows some of it by name.</summary>
    public static IReadOnlyList<CheckItemInfo> OfFindings { get; } = [.. All.Where(info => info.Problem.Length > 0)];

    /// <summary>Items only the server can judge, from what it sees of several endpoints or over time.</summary>
    public static IReadOnlySet<CheckItem> SeenByServer { get; } =
        new[] { CheckItem.AddressChange, CheckItem.HardwareAddress, CheckItem.DuplicateHardwareAddress }.ToFrozenSet();

    /// <summary>What is known of an item.</summary>
    public static CheckItemInfo Of(CheckItem item) => All[(int)item];

    /// <summary>Finds an item by its name; case does not matter.</summary>
    public static bool TryFind(string name, out CheckItem item)
    {
        bool found = ByName.TryGetValue(name, out CheckItemInfo? info);
        item = info?.Item ?? default;
        return found;
    }
}
