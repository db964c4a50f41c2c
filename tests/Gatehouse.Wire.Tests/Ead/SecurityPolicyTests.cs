using System.Buffers;
using Gatehouse.Wire.Ead;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Wire.Tests.Ead;

public sealed class SecurityPolicyTests
{
    [Fact]
    public void Reads_addresses_ports_times_lists_and_actions()
    {
        SecurityPolicy policy = Policy(
            "<i n=\"damProxyIp\">3221226024</i><i n=\"damProxyPort\">9029</i><i n=\"heartBeatInterval\">720</i><i n=\"heartBeatOutTimes\">3</i>"
            + "<i n=\"forceChangePassword\">2</i><i n=\"iSetACL\">true</i><i n=\"antiAgent\">>false</i><i n=\"userMessage\"/>"
            + "<i n=\"AVConfigNames\">One;Two Three;</i><i n=\"checkList\">Windows</i>"
            + "<i n=\"patchLevel\">Critical,isolate;Low</i><i n=\"eventSeqID\">e1</i><i n=\"serverVersion\">7.3</i>");

        Assert.True(IpAddress.TryParse("192.0.2.40", out IpAddress expected));
        Assert.Equal(expected, policy.ProxyAddress);
        Assert.Equal((ushort)9029, policy.ProxyPort);
        Assert.Equal(720, policy.HeartbeatSeconds);
        Assert.Equal(3, policy.MissedHeartbeats);
        Assert.Equal(2, policy.ForcePasswordChange);
        Assert.True(policy.ApplyAccessList);
        Assert.False(policy.WatchProxyUse);
        Assert.Equal(string.Empty, policy.UserMessage);
        Assert.Equal(["One", "Two Three"], policy.AntiVirusNames);
        Assert.Equal(["Windows"], policy.Checks);
        Assert.Equal([new("Critical", "isolate"), new("Low", string.Empty)], policy.PatchActions);
        Assert.Equal("e1", policy.EventSequenceId);
        Assert.Equal("7.3", policy.ServerVersion);
        Assert.Empty(policy.Unknown);
    }

    [Fact]
    public void Reads_every_switch_from_its_own_name()
    {
        (string Name, Func<SecurityPolicy, bool?> Read)[] switches =
        [
            ("antiIPchange", policy => policy.WatchAddressChange), ("antiAgent", policy => policy.WatchProxyUse),
            ("antiProxy", policy => policy.WatchProxyServing), ("antiDualNetcard", policy => policy.WatchSecondNetworkCard),
            ("macCheck", policy => policy.CheckHardwareAddress), ("sameMacCheck", policy => policy.CheckDuplicateHardwareAddress),
            ("antiMultiOS", policy => policy.WatchSeveralSystems), ("antiMultiip", policy => policy.WatchSeveralAddresses),
            ("antiVMWareNATservice", policy => policy.WatchVmwareNat), ("antiVMWareUSBservice", policy => policy.WatchVmwareUsb),
            ("iSupVMCheck", policy => policy.CheckVirtualMachine), ("iSetWanControl", policy => policy.ControlWan),
            ("iSetACL", policy => policy.ApplyAccessList), ("iSetpingOfflineACL", policy => policy.ApplyOfflineAccessList),
            ("iSetPingOfflineMon", policy => policy.MonitorOffline), ("ifMonitorPwdforAllUser", policy => policy.CheckPasswordsOfAllUsers),
            ("ifMonitorPwdOnlydic", policy => policy.CheckPasswordsAgainstDictionaryOnly),
            ("checkGuestAccount", policy => policy.CheckGuestAccount), ("checkIfDepEnabled", policy => policy.CheckDep),
        ];
        foreach ((string name, Func<SecurityPolicy, bool?> read) in switches)
        {
            SecurityPolicy only = Policy($"<i n=\"{name}\">true</i>");
            Assert.True(read(only), name);
            Assert.Empty(only.Unknown);
            Assert.Single(switches, other => other.Read(only) is not null);
        }
    }

    [Fact]
    public void Leaves_unreadable_and_absent_values_open()
    {
        SecurityPolicy policy = Policy("<i n=\"iSetACL\">maybe</i><i n=\"damProxyPort\">70000</i><i n=\"damProxyIp\">nowhere</i><i n=\"heartBeatInterval\">-1</i>");

        Assert.Null(policy.ApplyAccessList);
        Assert.Null(policy.ProxyPort);
        Assert.Null(policy.ProxyAddress);
        Assert.Null(policy.HeartbeatSeconds);
        Assert.Null(policy.CheckDep);
        Assert.Empty(policy.PatchActions);
    }

    [Fact]
    public void Keeps_names_nobody_has_seen()
    {
        SecurityPolicy policy = Policy("<i n=\"strategyMode\">autoAdapt</i><i n=\"brandNew\">42</i>");

        Assert.Equal([new EadItem("brandNew", "42")], policy.Unknown);
    }

    private static SecurityPolicy Policy(string items)
    {
        Assert.Equal(OperationStatus.Done, EadDocument.Read($"<data>{items}</data>", out EadDocument document, out _));
        return new SecurityPolicy(document);
    }
}
