namespace Gatehouse.Agent.Collectors.Linux;

/// <summary>The collectors for Linux.</summary>
public static class LinuxCollectors
{
    /// <summary>One of each; they may be used again and again.</summary>
    public static IReadOnlyList<ICollector> Create() =>
    [
        new LinuxSystem(),
        new AptUpdates(),
        new LinuxSoftware(),
        new ClamAv(),
        new UnknownProtection(),
        new LinuxFirewall(),
        new DiskEncryption(),
        new LinuxNetwork(),
        new Forwarding(),
        new ProxyUse(),
        new VirtualMachine(),
        new LinuxAccounts(),
        new NoExecute(),
        new KernelSettings(),
        new Connections(),
        new LinuxShares(),
        new BootEntries(),
    ];
}
