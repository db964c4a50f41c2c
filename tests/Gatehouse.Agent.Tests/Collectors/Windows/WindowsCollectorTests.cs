using Gatehouse.Agent.Collectors;
using Gatehouse.Agent.Collectors.Windows;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Tests.Collectors.Windows;

public sealed class WindowsCollectorTests
{
    private const string Version = @"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows NT\CurrentVersion";
    private const string Uninstall = @"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall";

    private static readonly RecordedWindows Recorded = new RecordedWindows()
        .Value(Version, "ProductName", "Windows 10 Pro").Value(Version, "CurrentBuild", "22631").Value(Version, "UBR", "4460")
        .Value(Version, "CurrentMajorVersionNumber", "10").Value(Version, "CurrentMinorVersionNumber", "0")
        .Row("Win32_OperatingSystem", "Locale=0409, DataExecutionPrevention_Available=True, DataExecutionPrevention_SupportPolicy=2")
        .Row("Win32_QuickFixEngineering", "HotFixID=KB5044285").Row("Win32_QuickFixEngineering", "HotFixID=kb5044285").Row("Win32_QuickFixEngineering", "HotFixID=KB5027397")
        .Row("AntiVirusProduct", "displayName=Windows Defender, productState=397568").Row("AntiVirusProduct", "displayName=Other, productState=262144")
        .Row("AntiSpywareProduct", "displayName=Windows Defender, productState=x")
        .Row("MSFT_MpComputerStatus", "AMEngineVersion=1.1.24090.11, AntivirusSignatureVersion=1.421.1, AntivirusSignatureLastUpdated=20260308093000.000000+000")
        .Row("MSFT_NetFirewallProfile", "Name=Domain, Enabled=1").Row("MSFT_NetFirewallProfile", "Name=Public, Enabled=0")
        .Row("Win32_EncryptableVolume", "DriveLetter=C:, ProtectionStatus=1").Row("Win32_EncryptableVolume", "DriveLetter=D:, ProtectionStatus=0")
        .Row("Win32_UserAccount", "Name=Gast, SID=S-1-5-21-1-501, Disabled=False, PasswordRequired=False")
        .Row("Win32_UserAccount", "Name=bob, SID=S-1-5-21-1-1001, Disabled=False, PasswordRequired=False")
        .Row("Win32_UserAccount", "Name=old, SID=S-1-5-21-1-1002, Disabled=True, PasswordRequired=False")
        .Row("Win32_ComputerSystem", "Manufacturer=innotek GmbH, Model=VirtualBox")
        .Value(Uninstall + @"\{1}", "DisplayName", "Steam").Value(Uninstall + @"\{2}", "DisplayName", "Diary")
        .Row("Win32_Process", "Name=steam.exe").Row("Win32_Process", "Name=diary.exe")
        .Row("Win32_NetworkAdapterConfiguration", "Description=Wi-Fi, DHCPEnabled=True, IPAddress=10.0.0.9, MACAddress=52:54:00:00:00:02")
        .Row("Win32_NetworkAdapterConfiguration", "Description=Ethernet, DHCPEnabled=False, IPAddress=192.0.2.5;192.0.2.6;fe80::1, MACAddress=52:54:00:00:00:01, DefaultIPGateway=192.0.2.1")
        .Value(@"HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters", "IPEnableRouter", "1")
        .Value(@"HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Internet Settings", "ProxyEnable", "1")
        .Value(@"HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Internet Settings", "ProxyServer", "me:secret@proxy.example:8080")
        .Value(@"HKEY_LOCAL_MACHINE\SOFTWARE\X", "Locked", "1")
        .Row("Win32_Share", "Name=films, Type=0").Row("Win32_Share", "Name=C$, Type=2147483648");

    private static readonly CollectionPlan Plan = CollectionPlan.Everything with
    {
        Software = ["steam*"],
        Settings = new Dictionary<CheckItem, IReadOnlyList<string>> { [CheckItem.Registry] = [@"HKLM\SOFTWARE\X\Locked", @"HKLM\SOFTWARE\X\Gone"] },
    };

    [Fact]
    public async Task Everything_recorded_is_found()
    {
        PostureReport report = await SurveyAsync(Recorded);

        Assert.Equal(new("windows", "11 Pro", "10.0", "22631.4460", "0x0409"), report.OperatingSystem);
        Assert.Equal(["KB5044285", "KB5027397"], report.Updates!.Installed);
        Assert.Equal(
            [new("Windows Defender", true, "1.1.24090.11", null, "1.421.1", new DateOnly(2026, 3, 8)), new Product("Other", false)],
            report.Products[CheckItem.AntiVirus]);
        Assert.Null(Assert.Single(report.Products[CheckItem.AntiSpyware]).Running);
        Assert.Equal([new Product("Windows Firewall", false)], report.Products[CheckItem.Firewall]);
        Assert.Equal(["steam"], report.Software!.Running);
        Assert.Equal(["Steam"], report.Software.Installed);
        Assert.Equal((AddressMode.Static, "52:54:00:00:00:01"), (report.AddressAssignment, report.HardwareAddress));
        Assert.Equal(
            new Dictionary<string, string?> { [@"HKLM\SOFTWARE\X\Locked"] = "1", [@"HKLM\SOFTWARE\X\Gone"] = null }, report.Settings[CheckItem.Registry]);
    }

    [Theory]
    [InlineData(CheckItem.DiskEncryption, "D:")]
    [InlineData(CheckItem.Passwords, "bob")]
    [InlineData(CheckItem.GuestAccount, "Gast")]
    [InlineData(CheckItem.VirtualMachine, "innotek GmbH VirtualBox")]
    [InlineData(CheckItem.DataExecutionPrevention, "")]
    [InlineData(CheckItem.SecondNetworkCard, "Wi-Fi")]
    [InlineData(CheckItem.SeveralAddresses, "192.0.2.6")]
    [InlineData(CheckItem.Forwarding, "IPEnableRouter")]
    [InlineData(CheckItem.ProxyUse, "proxy.example:8080")]
    [InlineData(CheckItem.Shares, "films")]
    public async Task What_should_not_be_there_is_found(CheckItem item, string expected) =>
        Assert.Equal(expected, string.Join(';', (await SurveyAsync(Recorded)).Findings[item]));

    [Fact]
    public async Task Without_rights_everything_that_needs_them_is_undetermined()
    {
        PostureReport report = await SurveyAsync(new RecordedWindows());

        Assert.All(
            [CheckItem.Patches, CheckItem.AntiVirus, CheckItem.Firewall, CheckItem.DiskEncryption, CheckItem.Passwords, CheckItem.AddressAssignment],
            item => Assert.Equal("the rights of an administrator", report.WhyUnknown(item).Needs));
        Assert.Null(report.OperatingSystem);
    }

    private static async Task<PostureReport> SurveyAsync(RecordedWindows windows)
    {
        using EndpointTree tree = new();
        return await new EndpointSurvey(WindowsCollectors.Create(windows), tree.View, TimeProvider.System).CollectAsync(Plan, default);
    }
}
