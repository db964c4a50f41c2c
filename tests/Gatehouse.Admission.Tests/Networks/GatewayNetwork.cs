using Gatehouse.Tests.Common;

namespace Gatehouse.Admission.Tests.Networks;

/// <summary>
/// Three network namespaces of our own: an endpoint, a gateway, and a far side with a policy server or repair server (.2.2) and a resource (.2.3).
/// Needs root, ip and nft; without them the test is skipped with the reason.
/// </summary>
internal sealed class GatewayNetwork : IDisposable
{
    public const string EndpointAddress = "10.78.1.2";
    public const string GatewayAddress = "10.78.1.1";
    public const string FarAddress = "10.78.2.2";
    public const string ResourceAddress = "10.78.2.3";

    private static int _last;

    private readonly string _prefix = $"gha{Environment.ProcessId}x{Interlocked.Increment(ref _last)}";

    public GatewayNetwork()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "network namespaces need root");
        Assert.SkipWhen(ExternalProgram.Run("nft", "--version") is null || ExternalProgram.Run("ip", "-V") is null, "ip or nft is not installed");
        foreach (string name in new[] { Endpoint, Gateway, Far })
        {
            Must("netns", "add", name);
            Must("-n", name, "link", "set", "lo", "up");
        }

        Cable(Endpoint, "e0", Gateway, "inside");
        Cable(Far, "f0", Gateway, "outside");
        Address(Endpoint, "e0", EndpointAddress);
        Address(Gateway, "inside", GatewayAddress);
        Address(Gateway, "outside", "10.78.2.1");
        Address(Far, "f0", FarAddress);
        Address(Far, "f0", ResourceAddress);
        Must("-n", Endpoint, "route", "add", "default", "via", GatewayAddress);
        Must("-n", Far, "route", "add", "default", "via", "10.78.2.1");
        Must("netns", "exec", Gateway, "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
        Assert.True(Enumerable.Range(0, 20).Any(_ => Reaches(FarAddress)), "the network does not come up");
    }

    public string Endpoint => _prefix + "e";

    public string Gateway => _prefix + "g";

    public string Far => _prefix + "f";

    public bool Reaches(string address) => ExternalProgram.Run("ip", "netns", "exec", Endpoint, "ping", "-c", "1", "-W", "1", address) is not null;

    /// <summary>Adds a rule at the gateway, before the kernel puts fragments together, which would hide that one was dropped.</summary>
    public void Drop(string rule) =>
        Must("netns", "exec", Gateway, "nft", $"add table inet lab; add chain inet lab arriving {{ type filter hook prerouting priority -450; }}; add rule inet lab arriving {rule} counter drop");

    /// <summary>What the packet filter of the gateway holds.</summary>
    public string Rules() => ExternalProgram.Run("ip", "netns", "exec", Gateway, "nft", "list", "ruleset") ?? string.Empty;

    /// <summary>Takes all of the gateway's rules away.</summary>
    public void FlushRules() => Must("netns", "exec", Gateway, "nft", "flush", "ruleset");

    public void Dispose()
    {
        foreach (string name in new[] { Endpoint, Gateway, Far })
        {
            _ = ExternalProgram.Run("ip", "netns", "delete", name);
        }
    }

    private void Cable(string left, string leftName, string right, string rightName)
    {
        Must("-n", left, "link", "add", leftName, "type", "veth", "peer", "name", rightName, "netns", right);
        Must("-n", left, "link", "set", leftName, "up");
        Must("-n", right, "link", "set", rightName, "up");
    }

    private void Address(string name, string device, string address) => Must("-n", name, "address", "add", $"{address}/24", "dev", device);

    private void Must(params string[] arguments)
    {
        if (ExternalProgram.Run("ip", arguments) is null)
        {
            Dispose();
            Assert.Skip($"ip {string.Join(' ', arguments)} is not possible here");
        }
    }
}
