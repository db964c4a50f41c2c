using Gatehouse.Wire.Ip;

namespace Gatehouse.Wire.Ead;

/// <summary>
/// Packet 2, the policy: what the server wants checked. A view of the document: a value that is absent or cannot be read
/// is null (an empty list), and names nobody has seen before are kept in <see cref="Unknown"/>.
/// </summary>
/// <param name="document">The document the server sent.</param>
public sealed class SecurityPolicy(EadDocument document)
{
    private static readonly HashSet<string> Known =
    [
        "strategyMode", "userMessage", "antiIPchange", "antiAgent",
        "antiProxy", "antiDualNetcard", "ipSetMode", "macCheck",
        "sameMacCheck", "antiMultiOS", "antiMultiip", "antiVMWareNATservice",
        "antiVMWareUSBservice", "iSupVMCheck", "iSetWanControl", "iSetACL",
        "iSetpingOfflineACL", "iSetPingOfflineMon", "damProxyIp", "damProxyPort",
        "heartBeatInterval", "heartBeatOutTimes", "forceChangePassword", "AVMode",
        "forcedAVs", "AVConfigNames", "patchCheckMode", "checkList",
        "ifMonitorPwdforAllUser", "ifMonitorPwdOnlydic", "checkWeakPwdMoment", "patchLevel",
        "checkGuestAccount", "checkIfDepEnabled", "eventSeqID", "serverVersion",
    ];

    /// <summary>The document this is a view of.</summary>
    public EadDocument Document { get; } = document;

    /// <summary>How the policy was chosen; "autoAdapt" in the field. (strategyMode)</summary>
    public string? StrategyMode => Document.Value("strategyMode");

    /// <summary>Text to show to the user; empty when there is none. (userMessage)</summary>
    public string? UserMessage => Document.Value("userMessage");

    /// <summary>Whether a change of the address while online is watched. (antiIPchange)</summary>
    public bool? WatchAddressChange => EadValues.Flag(Document.Value("antiIPchange"));

    /// <summary>Whether going through a proxy is watched. (antiAgent)</summary>
    public bool? WatchProxyUse => EadValues.Flag(Document.Value("antiAgent"));

    /// <summary>Whether forwarding the traffic of others is watched. (antiProxy)</summary>
    public bool? WatchProxyServing => EadValues.Flag(Document.Value("antiProxy"));

    /// <summary>Whether a second active network card is watched. (antiDualNetcard)</summary>
    public bool? WatchSecondNetworkCard => EadValues.Flag(Document.Value("antiDualNetcard"));

    /// <summary>How the address must be assigned; "unlimit" for any way. (ipSetMode)</summary>
    public string? AddressMode => Document.Value("ipSetMode");

    /// <summary>Whether a spoofed hardware address is looked for. (macCheck)</summary>
    public bool? CheckHardwareAddress => EadValues.Flag(Document.Value("macCheck"));

    /// <summary>Whether a duplicate hardware address is looked for. (sameMacCheck)</summary>
    public bool? CheckDuplicateHardwareAddress => EadValues.Flag(Document.Value("sameMacCheck"));

    /// <summary>Whether several operating systems are watched. (antiMultiOS)</summary>
    public bool? WatchSeveralSystems => EadValues.Flag(Document.Value("antiMultiOS"));

    /// <summary>Whether several addresses are watched. (antiMultiip)</summary>
    public bool? WatchSeveralAddresses => EadValues.Flag(Document.Value("antiMultiip"));

    /// <summary>Whether VMware's NAT service is watched. (antiVMWareNATservice)</summary>
    public bool? WatchVmwareNat => EadValues.Flag(Document.Value("antiVMWareNATservice"));

    /// <summary>Whether VMware's USB service is watched. (antiVMWareUSBservice)</summary>
    public bool? WatchVmwareUsb => EadValues.Flag(Document.Value("antiVMWareUSBservice"));

    /// <summary>Whether virtual machines are looked for. (iSupVMCheck)</summary>
    public bool? CheckVirtualMachine => EadValues.Flag(Document.Value("iSupVMCheck"));

    /// <summary>Whether access to outside networks is controlled. (iSetWanControl)</summary>
    public bool? ControlWan => EadValues.Flag(Document.Value("iSetWanControl"));

    /// <summary>Whether the agent applies access lists itself. (iSetACL)</summary>
    public bool? ApplyAccessList => EadValues.Flag(Document.Value("iSetACL"));

    /// <summary>Whether an access list applies while offline. (iSetpingOfflineACL)</summary>
    public bool? ApplyOfflineAccessList => EadValues.Flag(Document.Value("iSetpingOfflineACL"));

    /// <summary>Whether the endpoint is monitored while offline. (iSetPingOfflineMon)</summary>
    public bool? MonitorOffline => EadValues.Flag(Document.Value("iSetPingOfflineMon"));

    /// <summary>Address of the policy proxy, sent as a 32-bit number with the most significant octet first. (damProxyIp)</summary>
    public IpAddress? ProxyAddress => EadValues.Address(Document.Value("damProxyIp"));

    /// <summary>UDP port of the policy proxy, where reports go; 9029 in the field. (damProxyPort)</summary>
    public ushort? ProxyPort => EadValues.Port(Document.Value("damProxyPort"));

    /// <summary>Seconds between heartbeats; 720 in the field. (heartBeatInterval)</summary>
    public int? HeartbeatSeconds => EadValues.Number(Document.Value("heartBeatInterval"));

    /// <summary>Missed heartbeats after which the endpoint counts as offline; 3 in the field. (heartBeatOutTimes)</summary>
    public int? MissedHeartbeats => EadValues.Number(Document.Value("heartBeatOutTimes"));

    /// <summary>Code for a forced change of the password; its values are not published. (forceChangePassword)</summary>
    public int? ForcePasswordChange => EadValues.Number(Document.Value("forceChangePassword"));

    /// <summary>How the version of the anti-virus product is judged; "PluginForbidden" in the field. (AVMode)</summary>
    public string? AntiVirusMode => Document.Value("AVMode");

    /// <summary>Anti-virus products any one of which satisfies the policy. (forcedAVs)</summary>
    public IReadOnlyList<string> RequiredAntiVirus => EadValues.List(Document.Value("forcedAVs"));

    /// <summary>Names of the configured anti-virus products. (AVConfigNames)</summary>
    public IReadOnlyList<string> AntiVirusNames => EadValues.List(Document.Value("AVConfigNames"));

    /// <summary>Who checks patches: "Upcast" when the server does, from the list the client uploads. (patchCheckMode)</summary>
    public string? PatchCheckMode => Document.Value("patchCheckMode");

    /// <summary>Enabled checks, "Virus-Engine-Version" among others. (checkList)</summary>
    public IReadOnlyList<string> Checks => EadValues.List(Document.Value("checkList"));

    /// <summary>Whether the passwords of all users are checked. (ifMonitorPwdforAllUser)</summary>
    public bool? CheckPasswordsOfAllUsers => EadValues.Flag(Document.Value("ifMonitorPwdforAllUser"));

    /// <summary>Whether passwords are checked against the dictionary only. (ifMonitorPwdOnlydic)</summary>
    public bool? CheckPasswordsAgainstDictionaryOnly => EadValues.Flag(Document.Value("ifMonitorPwdOnlydic"));

    /// <summary>When weak passwords are looked for; "afterCheck" in the field. (checkWeakPwdMoment)</summary>
    public string? PasswordCheckMoment => Document.Value("checkWeakPwdMoment");

    /// <summary>What a missing patch of each severity leads to: "Critical" to "monitor", "remind"… (patchLevel)</summary>
    public IReadOnlyList<KeyValuePair<string, string>> PatchActions => EadValues.Pairs(Document.Value("patchLevel"));

    /// <summary>Whether an enabled guest account is looked for. (checkGuestAccount)</summary>
    public bool? CheckGuestAccount => EadValues.Flag(Document.Value("checkGuestAccount"));

    /// <summary>Whether data execution prevention must be on. (checkIfDepEnabled)</summary>
    public bool? CheckDep => EadValues.Flag(Document.Value("checkIfDepEnabled"));

    /// <summary>Names the exchange; packets 1, 2 and 3 carry the same. (eventSeqID)</summary>
    public string? EventSequenceId => Document.Value("eventSeqID");

    /// <summary>Version of the policy server. (serverVersion)</summary>
    public string? ServerVersion => Document.Value("serverVersion");

    /// <summary>Items with names that have no property here, as they were sent.</summary>
    public IEnumerable<EadItem> Unknown => Document.Items.Where(item => !Known.Contains(item.Name));
}
