using Gatehouse.Posture.Checks;

namespace Gatehouse.Contracts.Checks;

/// <summary>The field's names in packet 2, and the items they switch on.</summary>
internal static class PolicyVocabulary
{
    public const string EngineVersion = "Virus-Engine-Version";
    public const string DefinitionsVersion = "Virus-Def-Version";
    public const string AntiVirusSoftware = "AV-Software";
    public const string Windows = "Windows";

    /// <summary>Names that are true when an item is checked, in the order they are sent.</summary>
    public static IReadOnlyList<(string Name, CheckItem Item)> Switches { get; } =
    [
        ("antiIPchange", CheckItem.AddressChange),
        ("antiAgent", CheckItem.ProxyUse),
        ("antiProxy", CheckItem.Forwarding),
        ("antiDualNetcard", CheckItem.SecondNetworkCard),
        ("macCheck", CheckItem.HardwareAddress),
        ("sameMacCheck", CheckItem.DuplicateHardwareAddress),
        ("antiMultiOS", CheckItem.SeveralSystems),
        ("antiMultiip", CheckItem.SeveralAddresses),
        ("antiVMWareNATservice", CheckItem.VirtualMachineNat),
        ("antiVMWareUSBservice", CheckItem.VirtualMachineUsb),
        ("iSupVMCheck", CheckItem.VirtualMachine),
        ("checkGuestAccount", CheckItem.GuestAccount),
        ("checkIfDepEnabled", CheckItem.DataExecutionPrevention),
    ];
}
