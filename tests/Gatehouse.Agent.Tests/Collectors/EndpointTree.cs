using Gatehouse.Agent.Collectors.Endpoints;

namespace Gatehouse.Agent.Tests.Collectors;

/// <summary>A folder of invented files that stands for the root of an endpoint, and programs with recorded answers.</summary>
internal sealed class EndpointTree : IProgramRunner, IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("gatehouse-tree").FullName;
    private readonly Dictionary<string, ProgramResult> _programs = [];

    public int Runs { get; private set; }

    public Dictionary<string, string> Environment { get; } = [];

    public EndpointView View => new(new EndpointFiles(_root), this, Environment) { HostName = "desk-7" };

    /// <summary>A plain desktop with Debian: two cards of which one is used, no firewall, nothing installed.</summary>
    public static EndpointTree Debian() => new EndpointTree()
        .Write("/etc/os-release", "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nVERSION_ID=\"12\"\nID=debian\n")
        .Write("/etc/debian_version", "12.8\n")
        .Write("/etc/machine-id", "0123456789abcdef0123456789abcdef\n")
        .Write("/proc/sys/kernel/osrelease", "6.1.0-28-amd64\n")
        .Write("/proc/sys/net/ipv4/ip_forward", "0\n")
        .Write("/proc/1/comm", "systemd\n")
        .Write("/proc/cpuinfo", "processor\t: 0\nflags\t\t: fpu nx lm\n")
        .Write("/proc/mounts", "proc /proc proc rw 0 0\n/dev/sda1 / ext4 rw 0 0\n")
        .Write("/dev/sda1", string.Empty)
        .Write("/sys/class/block/sda1/dev", "8:1\n")
        .Write("/proc/net/route", "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\neth0\t00000000\t0102A8C0\t0003\t0\t0\t0\t00000000\n")
        .Write("/proc/net/tcp", "sl local rem st\n 0: 0100007F:1F90 00000000:0000 0A\n 1: 0100007F:1F90 0100007F:C350 01\n")
        .Write("/etc/passwd", "root:x:0:0:root:/root:/bin/bash\nalice:x:1000:1000::/home/alice:/bin/bash\ndaemon:x:1:1::/:/usr/sbin/nologin\n")
        .Write("/etc/shadow", "root:!:1::::::\nalice:$y$j9T$a$b:1::::::\ndaemon:*:1::::::\n")
        .Card("eth0", "52:54:00:00:00:01", "up")
        .Card("wlan0", "52:54:00:00:00:02", "down")
        .Packages(("bash", "5.2.15-2+b7"));

    public EndpointTree Write(string path, string text)
    {
        string full = Path.Combine(_root, path.TrimStart('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return this;
    }

    /// <summary>Makes a folder, or has one look written at another time.</summary>
    public EndpointTree Touch(string folder, DateTimeOffset time)
    {
        string full = Path.Combine(_root, folder.TrimStart('/'));
        Directory.CreateDirectory(full);
        Directory.SetLastWriteTimeUtc(full, time.UtcDateTime);
        return this;
    }

    public EndpointTree Remove(string path)
    {
        string full = Path.Combine(_root, path.TrimStart('/'));
        if (Directory.Exists(full))
        {
            Directory.Delete(full, recursive: true);
        }

        File.Delete(full);
        return this;
    }

    /// <summary>Puts a folder where a file is expected: opening it is denied, also for the administrator.</summary>
    public EndpointTree Deny(string path)
    {
        Remove(path);
        Directory.CreateDirectory(Path.Combine(_root, path.TrimStart('/')));
        return this;
    }

    public EndpointTree Link(string path, string target)
    {
        string full = Path.Combine(_root, path.TrimStart('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.CreateSymbolicLink(full, target);
        return this;
    }

    public EndpointTree Card(string name, string address, string state) => this
        .Write($"/sys/class/net/{name}/address", address + "\n")
        .Write($"/sys/class/net/{name}/operstate", state + "\n")
        .Write($"/sys/class/net/{name}/device/uevent", string.Empty);

    public EndpointTree Packages(params (string Name, string Version)[] packages) => Write(
        "/var/lib/dpkg/status",
        string.Join('\n', packages.Select(package => $"Package: {package.Name}\nStatus: install ok installed\nVersion: {package.Version}\n"))
            + "\nPackage: gone\nStatus: deinstall ok config-files\nVersion: 1\n");

    public EndpointTree Process(int id, string name, string commandLine = "") =>
        Write($"/proc/{id}/comm", name + "\n").Write($"/proc/{id}/cmdline", commandLine.Replace(' ', '\0'));

    public EndpointTree Program(string name, string output, int exitCode = 0, string errors = "", ProgramOutcome outcome = ProgramOutcome.Ran)
    {
        _programs[name] = new ProgramResult(outcome, exitCode, output, errors);
        return this;
    }

    public Task<ProgramResult> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        Runs++;
        return Task.FromResult(_programs.GetValueOrDefault(program) ?? new ProgramResult(ProgramOutcome.Missing, 0, string.Empty, string.Empty));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
