using Gatehouse.Agent.Collectors.Endpoints;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Collectors.Linux;

/// <summary>Whether the machine is a virtual one or a container, and whether it serves virtual machines of its own.</summary>
internal sealed class VirtualMachine : ICollector
{
    private static readonly string[] NatServices = ["vmnet-natd", "VBoxNetNAT", "slirp4netns"];
    private static readonly string[] UsbServices = ["vmware-usbarbitrator", "vmware-usbarbit", "usbredirserver"];

    public IReadOnlyList<CheckItem> Items { get; } = [CheckItem.VirtualMachine, CheckItem.VirtualMachineNat, CheckItem.VirtualMachineUsb];

    public Task<PostureReport> CollectAsync(EndpointView endpoint, CollectionPlan plan, CancellationToken cancellation)
    {
        EndpointFiles files = endpoint.Files;
        FileText processor = files.Read("/proc/cpuinfo");
        PostureReport report = processor.IsRead
            ? CollectorReports.Found(CheckItem.VirtualMachine, Kinds(files, processor))
            : CollectorReports.Unknown(CheckItem.VirtualMachine, "/proc/cpuinfo cannot be read");
        if (Processes.Names(files) is not { } processes)
        {
            return Task.FromResult(report.WithUnknown(CheckItem.VirtualMachineNat, "/proc cannot be read").WithUnknown(CheckItem.VirtualMachineUsb, "/proc cannot be read"));
        }

        return Task.FromResult(report
            .WithFound(CheckItem.VirtualMachineNat, [.. NatServices.Where(processes.Contains)])
            .WithFound(CheckItem.VirtualMachineUsb, [.. UsbServices.Where(processes.Contains)]));
    }

    private static List<string> Kinds(EndpointFiles files, FileText processor)
    {
        List<string> kinds = [];
        if (processor.Lines.Any(line => line.StartsWith("flags", StringComparison.Ordinal) && line.Split(' ').Contains("hypervisor")))
        {
            string maker = files.Read("/sys/class/dmi/id/sys_vendor").Value ?? string.Empty;
            string product = files.Read("/sys/class/dmi/id/product_name").Value ?? string.Empty;
            string name = $"{maker} {product}".Trim();
            kinds.Add(name.Length > 0 ? name : "virtual machine");
        }

        if (files.Read("/run/systemd/container").Value is { Length: > 0 } container)
        {
            kinds.Add($"container ({container})");
        }
        else if (files.Exists("/.dockerenv") || files.Exists("/run/.containerenv"))
        {
            kinds.Add("container");
        }

        return kinds;
    }
}
