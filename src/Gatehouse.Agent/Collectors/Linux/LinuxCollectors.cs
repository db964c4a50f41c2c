namespace Gatehouse.Agent.Collectors.Linux;

/// <summary>The collectors for Linux.</summary>
public static class LinuxCollectors
{
    /// <summary>One of each; they may be used again and again.</summary>
    /// <param name="clock">The time.</param>
    /// <param name="aptMemory">File in which apt's last answer outlives the agent; null for none.</param>
    public static IReadOnlyList<ICollector> Create(TimeProvider clock, string? aptMemory = null) =>
    [
        new LinuxSystem(),
        new AptUpdates(new AptMemory(clock, aptMemory)),
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
