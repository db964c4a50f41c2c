using System.ComponentModel;
using System.Diagnostics;

namespace Gatehouse.Server.Tests.Enforcement;

/// <summary>
/// Three network namespaces of our own: an endpoint (10.77.1.2, fd77:1::2), a gateway, and a far side with a repair server (.2.2) and
/// a resource (.2.3). Needs root, ip and nft; without them the test is skipped with the reason.
/// </summary>
internal sealed class GuardedNetwork : IDisposable
{
    public const string EndpointAddress = "10.77.1.2";
    public const string RepairAddress = "10.77.2.2";
    public const string ResourceAddress = "10.77.2.3";
    public const string EndpointAddress6 = "fd77:1::2";
    public const string RepairAddress6 = "fd77:2::2";
    public const string ResourceAddress6 = "fd77:2::3";

    private readonly string _prefix = $"ghe{Environment.ProcessId}";

    public GuardedNetwork()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "network namespaces need root");
        Assert.SkipUnless(Exists("ip") && Exists("nft") && Exists("ping"), "ip, nft or ping is not installed");
        foreach (string name in new[] { Endpoint, Gateway, Far })
        {
            Must("ip", "netns", "add", name);
            Must("ip", "-n", name, "link", "set", "lo", "up");
        }

        Cable(Endpoint, "e0", Gateway, "inside");
        Cable(Far, "f0", Gateway, "outside");
        Address(Endpoint, "e0", $"{EndpointAddress}/24", $"{EndpointAddress6}/64");
        Address(Gateway, "inside", "10.77.1.1/24", "fd77:1::1/64");
        Address(Gateway, "outside", "10.77.2.1/24", "fd77:2::1/64");
        Address(Far, "f0", $"{RepairAddress}/24", $"{ResourceAddress}/24", $"{RepairAddress6}/64", $"{ResourceAddress6}/64");
        Route(Endpoint, "10.77.1.1", "fd77:1::1");
        Route(Far, "10.77.2.1", "fd77:2::1");
        Must("ip", "netns", "exec", Gateway, "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward; echo 1 > /proc/sys/net/ipv6/conf/all/forwarding");
    }

    public string Gateway => _prefix + "g";

    private string Endpoint => _prefix + "e";

    private string Far => _prefix + "f";

    public bool Reaches(string address) => Run("ip", "netns", "exec", Endpoint, "ping", "-c", "1", "-W", "1", address) == 0;

    // A new link takes a moment, longer where addresses are looked for by IPv6.
    public bool ComesUp(string address) => Enumerable.Range(0, 10).Any(_ => Reaches(address));

    public void Dispose()
    {
        foreach (string name in new[] { Endpoint, Gateway, Far })
        {
            Run("ip", "netns", "delete", name);
        }
    }

    public int InGateway(params string[] command) => Run("ip", ["netns", "exec", Gateway, .. command]);

    private void Cable(string left, string leftName, string right, string rightName)
    {
        Must("ip", "-n", left, "link", "add", leftName, "type", "veth", "peer", "name", rightName, "netns", right);
        Must("ip", "-n", left, "link", "set", leftName, "up");
        Must("ip", "-n", right, "link", "set", rightName, "up");
    }

    private void Address(string name, string device, params string[] addresses)
    {
        foreach (string address in addresses)
        {
            string[] quickly = address.Contains(':', StringComparison.Ordinal) ? ["nodad"] : [];
            Must("ip", ["-n", name, "address", "add", address, "dev", device, .. quickly]);
        }
    }

    private void Route(string name, string gateway, string gateway6)
    {
        Must("ip", "-n", name, "route", "add", "default", "via", gateway);
        Must("ip", "-n", name, "-6", "route", "add", "default", "via", gateway6);
    }

    private void Must(string program, params string[] arguments)
    {
        if (Run(program, arguments) != 0)
        {
            Dispose();
            Assert.Skip($"{program} {string.Join(' ', arguments)} is not possible here");
        }
    }

    private static bool Exists(string program)
    {
        try
        {
            Run(program, "--version");
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static int Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
