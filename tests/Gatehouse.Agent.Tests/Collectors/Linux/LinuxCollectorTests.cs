using Gatehouse.Agent.Collectors;
using Gatehouse.Agent.Collectors.Endpoints;
using Gatehouse.Agent.Collectors.Linux;
using Gatehouse.Posture.Catalogues;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Evaluation;
using Gatehouse.Posture.Files;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;
using Gatehouse.Posture.Verdicts;

namespace Gatehouse.Agent.Tests.Collectors.Linux;

public sealed class LinuxCollectorTests : IDisposable
{
    private const string Rules = "table inet filter {\n\tchain input {\n\t\ttype filter hook input priority filter; policy accept;\n\t\ttcp dport { 22, 80 } accept\n\t\tdrop\n\t}\n}\n";
    private const string NoRules = "table inet filter {\n\tchain input {\n\t\ttype filter hook input priority filter; policy accept;\n\t\taccept\n\t}\n\tchain other {\n\t\tdrop\n\t}\n}\n";

    private static readonly DateTimeOffset Now = new(2026, 3, 9, 9, 0, 0, TimeSpan.Zero);

    private readonly EndpointTree _tree = EndpointTree.Debian();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public async Task Installing_stopping_and_neglecting_ClamAV_changes_the_verdict_and_the_reason_names_it()
    {
        const string Policy = "name: p\nchecks: { antiVirus: { action: isolate, definitions: { withinDays: 3 } } }";

        Assert.Equal((VerdictKind.Isolated, "antiVirus/notInstalled"), await JudgeAsync(Policy));

        _tree.Packages(("clamav", "1.4.6+dfsg-0+deb12u1"), ("clamav-daemon", "1.4.6+dfsg-0+deb12u1"));
        Assert.Equal((VerdictKind.Isolated, "antiVirus/notRunning"), await JudgeAsync(Policy));

        _tree.Process(77, "clamd");
        Assert.Equal((VerdictKind.Isolated, "antiVirus/oldDefinitions"), await JudgeAsync(Policy));

        _tree.Write("/var/lib/clamav/daily.cvd", "ClamAV-VDB:01 Mar 2026 09-25 +0000:27900:2000000:90:x:y:z:1");
        Assert.Equal((VerdictKind.Isolated, "antiVirus/oldDefinitions"), await JudgeAsync(Policy));

        _tree.Write("/var/lib/clamav/daily.cld", "ClamAV-VDB:08 Mar 2026 09-25 +0000:27907:2000000:90:x:y:z:1");
        Assert.Equal((VerdictKind.Admitted, null), await JudgeAsync(Policy));
        Assert.Equal(
            new Product("ClamAV", true, "1.4.6", null, "27907", new DateOnly(2026, 3, 8)),
            Assert.Single((await CollectAsync(new ClamAv())).Products[CheckItem.AntiVirus]));

        _tree.Deny("/var/lib/clamav/daily.cld").Deny("/var/lib/clamav/daily.cvd");
        Assert.Equal((VerdictKind.Admitted, "antiVirus"), await JudgeAsync(Policy));

        _tree.Packages(("bash", "5"));
        Assert.Equal((VerdictKind.Isolated, "antiVirus/notInstalled"), await JudgeAsync(Policy));
    }

    [Fact]
    public async Task Damaged_heads_of_definitions_count_as_none()
    {
        _tree.Packages(("clamav", "2:1.4.6~rc-1")).Write("/var/lib/clamav/daily.cvd", "ClamAV-VDB:xx:::::");
        Product product = Assert.Single((await CollectAsync(new ClamAv())).Products[CheckItem.AntiVirus]);

        Assert.Equal(("1.4.6", Product.NoDefinitions, false), (product.Engine, product.DefinitionsDate, product.Running));
    }

    [Fact]
    public async Task A_forbidden_package_and_a_forbidden_program_are_named()
    {
        const string Policy = "name: p\nchecks: { software: [{ name: games, action: isolate, forbidden: [\"steam*\"] }, { name: talk, action: offline, forbidden: [chatter], state: running }] }";
        Assert.Equal((VerdictKind.Admitted, null), await JudgeAsync(Policy));

        _tree.Packages(("steam-launcher", "1"));
        Assert.Equal((VerdictKind.Isolated, "software/games"), await JudgeAsync(Policy));

        _tree.Process(88, "python3", "/usr/bin/python3 /opt/bin/chatter --quiet");
        Assert.Equal((VerdictKind.Offline, "software/talk"), await JudgeAsync(Policy));

        _tree.Packages(("bash", "5")).Remove("/proc/88");
        Assert.Equal((VerdictKind.Admitted, null), await JudgeAsync(Policy));
    }

    [Fact]
    public async Task Only_what_was_asked_for_is_reported_of_software()
    {
        _tree.Packages(("steam-launcher", "1"), ("diary", "1"));
        CollectionPlan plan = new() { Items = new HashSet<CheckItem> { CheckItem.Software }, Software = ["STEAM*", "gone"] };
        SoftwareSurvey? survey = (await new LinuxSoftware().CollectAsync(_tree.View, plan, default)).Software;

        Assert.Equal(["steam-launcher"], survey!.Installed);
        Assert.Equal([], survey.Running);
    }

    [Fact]
    public async Task A_rule_set_of_the_firewall_changes_the_verdict()
    {
        const string Policy = "name: p\nchecks: { firewall: { action: isolate, unknown: remind } }";
        Assert.Equal((VerdictKind.Isolated, "firewall/notInstalled"), await JudgeAsync(Policy));

        _tree.Program("nft", string.Empty);
        Assert.Equal((VerdictKind.Isolated, "firewall/notRunning"), await JudgeAsync(Policy));

        _tree.Program("nft", NoRules);
        Assert.Equal((VerdictKind.Isolated, "firewall/notRunning"), await JudgeAsync(Policy));

        _tree.Program("nft", Rules);
        Assert.Equal((VerdictKind.Admitted, null), await JudgeAsync(Policy));

        _tree.Program("nft", NoRules.Replace("policy accept", "policy drop", StringComparison.Ordinal));
        Assert.Equal((VerdictKind.Admitted, null), await JudgeAsync(Policy));

        _tree.Program("nft", string.Empty, 1, "Operation not permitted (you must be root)\n");
        Reason reason = Assert.Single((await VerdictAsync(Policy)).Reasons);
        Assert.Equal((CheckOutcome.Unknown, PostureAction.Remind), (reason.Outcome, reason.Action));
        Assert.Contains("CAP_NET_ADMIN", reason.Remedy, StringComparison.Ordinal);

        _tree.Write("/etc/ufw/ufw.conf", "# ufw\nENABLED=yes\n");
        Assert.Equal((VerdictKind.Admitted, null), await JudgeAsync(Policy));
    }

    [Fact]
    public async Task Updates_are_graded_by_archive_and_package()
    {
        const string Answer = """
            libssl3/stable,stable-security 3.0.16-1~deb12u1 amd64 [upgradable from: 3.0.15-1~deb12u1]
            zip/stable-security 3.0-13+deb12u1 amd64 [upgradable from: 3.0-13]
            zip/stable-security 3.0-13+deb12u1 i386 [upgradable from: 3.0-13]
            nano/stable 7.2-2 amd64 [upgradable from: 7.2-1]
            kept/stable-security 2 amd64 [upgradable from: 1]
            new/stable-security 2 amd64
            """;
        _tree.Write("/var/lib/apt/lists/x_InRelease", "x").Write("/var/lib/apt/lists/x_Packages", "x").Program("apt", Answer)
            .Write("/var/lib/dpkg/status", "Package: kept\nStatus: hold ok installed\nVersion: 1\n");
        using AptUpdates collector = Apt();
        PostureReport report = await CollectAsync(collector);

        Assert.Equal(
            [
                new("libssl3", "3.0.16-1~deb12u1", PatchSeverity.Critical, true),
                new("zip", "3.0-13+deb12u1", PatchSeverity.Important, true),
                new("nano", "7.2-2", PatchSeverity.Low, false),
            ],
            report.Updates!.Pending!);
        Assert.NotNull(report.Updates.ListsDate);

        Assert.Same(report.Updates.Pending, (await CollectAsync(collector)).Updates!.Pending);
        Assert.Equal(1, _tree.Runs);
    }

    private static AptUpdates Apt() => new(new AptMemory(TimeProvider.System, null));

    [Fact]
    public async Task Without_lists_or_apt_updates_are_not_determined()
    {
        Assert.Contains("apt update", Gap(await CollectAsync(Apt()), CheckItem.Patches).Why, StringComparison.Ordinal);

        _tree.Write("/var/lib/apt/lists/x_InRelease", "x").Write("/var/lib/apt/lists/x_Packages", "x").Program("apt", string.Empty, 100, "E: broken\n");
        Assert.Contains("E: broken", Gap(await CollectAsync(Apt()), CheckItem.Patches).Why, StringComparison.Ordinal);

        _tree.Program("apt", string.Empty, outcome: ProgramOutcome.Ended);
        Assert.Contains("too long", Gap(await CollectAsync(Apt()), CheckItem.Patches).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_is_encrypted_when_all_below_it_is()
    {
        Assert.Equal(["/"], (await CollectAsync(new DiskEncryption())).Findings[CheckItem.DiskEncryption]);

        _tree.Write("/proc/mounts", "/dev/mapper/vg-root / ext4 rw 0 0\n/dev/sda1 /boot\\040x ext4 rw 0 0\n/dev/sda1 /again ext4 rw 0 0\n/dev/loop0 /snap squashfs ro 0 0\n")
            .Write("/proc/swaps", "Filename Type\n/dev/dm-1 partition 1 0 -2\n")
            .Link("/dev/mapper/vg-root", "../dm-0").Write("/dev/dm-1", string.Empty)
            .Write("/sys/class/block/dm-0/dm/uuid", "LVM-abc\n").Write("/sys/class/block/dm-0/slaves/dm-1", string.Empty)
            .Write("/sys/class/block/dm-1/dm/uuid", "CRYPT-LUKS2-abc\n");
        Assert.Equal(["/boot x"], (await CollectAsync(new DiskEncryption())).Findings[CheckItem.DiskEncryption]);

        _tree.Write("/sys/class/block/dm-0/slaves/sdb", string.Empty);
        Assert.Equal(["/", "/boot x"], (await CollectAsync(new DiskEncryption())).Findings[CheckItem.DiskEncryption]);

        _tree.Write("/proc/mounts", "overlay / overlay rw 0 0\n");
        Assert.Contains("container", Gap(await CollectAsync(new DiskEncryption()), CheckItem.DiskEncryption).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accounts_are_looked_at_as_far_as_rights_reach()
    {
        PostureReport report = await CollectAsync(new LinuxAccounts());
        Assert.Equal([], report.Findings[CheckItem.Passwords]);
        Assert.Equal([], report.Findings[CheckItem.GuestAccount]);

        _tree.Write("/etc/passwd", "bob::1001:1001::/home/bob:/bin/sh\nguest:x:1002:1002::/:/bin/sh\nghost::5:5::/:/usr/sbin/nologin\n")
            .Write("/etc/shadow", "guest::1::::::\n");
        report = await CollectAsync(new LinuxAccounts());
        Assert.Equal(["bob", "guest"], report.Findings[CheckItem.Passwords]);
        Assert.Equal(["guest"], report.Findings[CheckItem.GuestAccount]);

        _tree.Write("/etc/passwd", "alice:x:1000:1000::/home/alice:/bin/bash\n").Deny("/etc/shadow");
        Assert.Contains("CAP_DAC_READ_SEARCH", Gap(await CollectAsync(new LinuxAccounts()), CheckItem.Passwords).Needs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_network_is_seen_by_card_address_and_route()
    {
        _tree.Program("ip", "2: eth0    inet 192.168.2.5/24 brd 192.168.2.255 scope global dynamic eth0\\ valid_lft 99sec\n2: eth0    inet 10.0.0.1/8 scope global secondary eth0\n");
        PostureReport report = await CollectAsync(new LinuxNetwork());
        Assert.Equal([], report.Findings[CheckItem.SecondNetworkCard]);
        Assert.Equal(["10.0.0.1/8"], report.Findings[CheckItem.SeveralAddresses]);
        Assert.Equal((AddressMode.Dhcp, "52:54:00:00:00:01"), (report.AddressAssignment, report.HardwareAddress));

        _tree.Write("/sys/class/net/wlan0/operstate", "up\n").Program("ip", "2: eth0    inet 192.168.2.5/24 scope global eth0\\ valid_lft forever\n");
        report = await CollectAsync(new LinuxNetwork());
        Assert.Equal(["wlan0"], report.Findings[CheckItem.SecondNetworkCard]);
        Assert.Equal(AddressMode.Static, report.AddressAssignment);
    }

    [Fact]
    public async Task Forwarding_and_translation_are_found()
    {
        Assert.Equal([], (await CollectAsync(new Forwarding())).Findings[CheckItem.Forwarding]);

        _tree.Write("/proc/sys/net/ipv4/ip_forward", "1\n").Program("nft", "table ip nat { chain p { masquerade } }");
        Assert.Equal(["net.ipv4.ip_forward", "address translation"], (await CollectAsync(new Forwarding())).Findings[CheckItem.Forwarding]);
    }

    [Fact]
    public async Task Proxies_are_named_without_their_secrets()
    {
        _tree.Environment["https_proxy"] = "http://user:secret@proxy.example:3128/";
        _tree.Write("/etc/apt/apt.conf.d/10proxy", "Acquire::http::Proxy \"http://apt.example:8080\";\n").Write("/etc/environment", "export HTTP_PROXY=\"one.example:1\"\n");

        Assert.Equal(["https_proxy proxy.example:3128", "HTTP_PROXY one.example:1", "apt apt.example:8080"], (await CollectAsync(new ProxyUse())).Findings[CheckItem.ProxyUse]);
    }

    [Fact]
    public async Task Virtual_machines_and_their_services_are_found()
    {
        Assert.Equal([], (await CollectAsync(new VirtualMachine())).Findings[CheckItem.VirtualMachine]);

        _tree.Write("/proc/cpuinfo", "flags\t\t: nx hypervisor\n").Write("/sys/class/dmi/id/sys_vendor", "QEMU\n").Write("/.dockerenv", "").Process(9, "vmnet-natd");
        PostureReport report = await CollectAsync(new VirtualMachine());
        Assert.Equal(["QEMU", "container"], report.Findings[CheckItem.VirtualMachine]);
        Assert.Equal(["vmnet-natd"], report.Findings[CheckItem.VirtualMachineNat]);
        Assert.Equal([], report.Findings[CheckItem.VirtualMachineUsb]);
    }

    [Fact]
    public async Task Data_execution_prevention_is_a_flag_of_the_processor()
    {
        Assert.Equal([], (await CollectAsync(new NoExecute())).Findings[CheckItem.DataExecutionPrevention]);

        _tree.Write("/proc/cmdline", "quiet noexec=off\n");
        Assert.Equal(["switched off at boot"], (await CollectAsync(new NoExecute())).Findings[CheckItem.DataExecutionPrevention]);

        _tree.Remove("/proc/cmdline").Write("/proc/cpuinfo", "flags\t\t: fpu lm\n");
        Assert.Equal(["processor without nx"], (await CollectAsync(new NoExecute())).Findings[CheckItem.DataExecutionPrevention]);

        _tree.Write("/proc/cpuinfo", "model name: x\n");
        Assert.Single((await CollectAsync(new NoExecute())).NotDetermined);
    }

    [Fact]
    public async Task Kernel_parameters_are_read_and_nothing_outside_of_them()
    {
        _tree.Write("/proc/sys/kernel/randomize_va_space", "2\n").Write("/proc/secret", "x");
        CollectionPlan plan = new()
        {
            Items = new HashSet<CheckItem> { CheckItem.SystemSettings },
            Settings = new Dictionary<CheckItem, IReadOnlyList<string>> { [CheckItem.SystemSettings] = ["kernel.randomize_va_space", "kernel.gone", "../secret", "..secret"] },
        };
        PostureReport report = await new KernelSettings().CollectAsync(_tree.View, plan, default);

        Assert.Equal(
            new Dictionary<string, string?> { ["kernel.randomize_va_space"] = "2", ["kernel.gone"] = null },
            report.Settings[CheckItem.SystemSettings]);
        Assert.Equal(2, report.NotDetermined.Count(gap => gap.Item == CheckItem.SystemSettings));
    }

    [Fact]
    public async Task Shares_connections_and_other_systems_are_found()
    {
        _tree.Write("/etc/samba/smb.conf", "[global]\n[films]\n").Write("/etc/exports", "# none\n/srv/data 10.0.0.0/8(ro)\n").Process(5, "smbd")
            .Write("/boot/grub/grub.cfg", "menuentry 'Debian' {\n### BEGIN /etc/grub.d/30_os-prober ###\nmenuentry 'Windows 10' --class x {\n### END /etc/grub.d/30_os-prober ###\n");

        Assert.Equal(["films", "/srv/data"], (await CollectAsync(new LinuxShares())).Findings[CheckItem.Shares]);
        Assert.Equal(1, (await CollectAsync(new Connections())).Connections);
        Assert.Equal(["Windows 10"], (await CollectAsync(new BootEntries())).Findings[CheckItem.SeveralSystems]);
    }

    [Fact]
    public async Task The_system_and_its_hardware_are_named()
    {
        _tree.Environment["LANG"] = "en_US.UTF-8";
        PostureReport report = await CollectAsync(new LinuxSystem());

        Assert.Equal(new("debian", "Debian GNU/Linux 12 (bookworm)", "12.8", "6.1.0-28-amd64", "en_US.UTF-8"), report.OperatingSystem);
        HostFacts facts = HostFacts.Read(_tree.View);
        Assert.Equal(("desk-7", "Debian GNU/Linux 12 (bookworm)"), (facts.HostName, facts.OperatingSystem));
        Assert.Equal(["machine-id:0123456789abcdef0123456789abcdef", "mac:52:54:00:00:00:01", "mac:52:54:00:00:00:02"], facts.HardwareIds);
    }

    [Fact]
    public async Task On_an_empty_root_every_item_is_undetermined_or_honest()
    {
        using EndpointTree empty = new();
        EndpointSurvey survey = new(LinuxCollectors.Create(TimeProvider.System), empty.View, TimeProvider.System);
        PostureReport report = await survey.CollectAsync(CollectionPlan.Everything, default);

        Assert.Null(report.OperatingSystem);
        Assert.Contains(report.NotDetermined, gap => gap.Item == CheckItem.AntiVirus);
        Assert.Contains(report.NotDetermined, gap => gap.Item == CheckItem.DiskEncryption);
        Assert.All(report.NotDetermined, gap => Assert.NotEqual(string.Empty, gap.Why));
    }

    private static NotDetermined Gap(PostureReport report, CheckItem item) => Assert.Single(report.NotDetermined, gap => gap.Item == item);

    private Task<PostureReport> CollectAsync(ICollector collector) => collector.CollectAsync(_tree.View, CollectionPlan.Everything, default);

    private async Task<(VerdictKind Kind, string? Reason)> JudgeAsync(string yaml)
    {
        Verdict verdict = await VerdictAsync(yaml);
        return (verdict.Kind, verdict.Reasons.Count > 0 ? verdict.Reasons[0].Key : null);
    }

    private async Task<Verdict> VerdictAsync(string yaml)
    {
        Policy policy = PolicyFile.Read(yaml, out IReadOnlyList<PolicyFileError> errors)!;
        Assert.Empty(errors);
        EndpointSurvey survey = new(LinuxCollectors.Create(TimeProvider.System), _tree.View, TimeProvider.System);
        PostureReport report = await survey.CollectAsync(CollectionPlan.From(policy), default);
        return PolicyEvaluation.Evaluate(policy, report, PatchCatalogue.Empty, new EvaluationContext(Now));
    }
}
