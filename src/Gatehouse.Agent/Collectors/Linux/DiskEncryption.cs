using Gatehouse.Agent.Collectors.Endpoints;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Collectors.Linux;

/// <summary>Mounted volumes and swap without dm-crypt anywhere under them, from /proc/mounts, /proc/swaps and /sys/class/block.</summary>
internal sealed class DiskEncryption : ICollector
{
    private const int MaxDepth = 8;

    private static readonly HashSet<string> ReadOnlyImages = new(StringComparer.Ordinal) { "squashfs", "iso9660", "erofs", "udf" };

    public IReadOnlyList<CheckItem> Items { get; } = [CheckItem.DiskEncryption];

    public Task<PostureReport> CollectAsync(EndpointView endpoint, CollectionPlan plan, CancellationToken cancellation)
    {
        EndpointFiles files = endpoint.Files;
        FileText mounts = files.Read("/proc/mounts");
        if (!mounts.IsRead)
        {
            return Unknown("/proc/mounts cannot be read");
        }

        List<string> open = [];
        HashSet<string> seen = [];
        bool seesRoot = false;
        foreach (string[] mount in mounts.Lines.Select(line => line.Split(' ')).Where(fields => fields.Length > 2 && !ReadOnlyImages.Contains(fields[2])))
        {
            if (Device(files, mount[0]) is { } device)
            {
                seesRoot |= mount[1] == "/";
                if (!seen.Add(device))
                {
                    // Mounted a second time somewhere else: the same volume.
                    continue;
                }

                AddIfOpen(files, device, mount[1].Replace("\\040", " ", StringComparison.Ordinal), open);
            }
        }

        foreach (string swap in files.Read("/proc/swaps").Lines.Skip(1).Select(line => line.Split(' ', '\t')[0]))
        {
            // Compressed memory is no disk.
            if (Device(files, swap) is { } device && !device.StartsWith("zram", StringComparison.Ordinal))
            {
                AddIfOpen(files, device, $"swap {swap}", open);
            }
        }

        return seesRoot
            ? Task.FromResult(CollectorReports.Found(CheckItem.DiskEncryption, open))
            : Unknown("the disk under / is not visible, as in a container");
    }

    private static void AddIfOpen(EndpointFiles files, string device, string name, List<string> open)
    {
        if (!IsEncrypted(files, device, 0))
        {
            open.Add(name);
        }
    }

    // The kernel's name of a block device: "/dev/mapper/root" is a link to "../dm-0".
    private static string? Device(EndpointFiles files, string source)
    {
        if (!source.StartsWith("/dev/", StringComparison.Ordinal))
        {
            return null;
        }

        string name = files.LinkTarget(source) ?? source;
        name = name[(name.LastIndexOf('/') + 1)..];
        return name.Length > 0 && files.Exists($"/sys/class/block/{name}") ? name : null;
    }

    private static bool IsEncrypted(EndpointFiles files, string device, int depth)
    {
        if (files.Read($"/sys/class/block/{device}/dm/uuid").Value?.StartsWith("CRYPT-", StringComparison.Ordinal) == true)
        {
            return true;
        }

        IReadOnlyList<string> below = files.Names($"/sys/class/block/{device}/slaves");
        return depth < MaxDepth && below.Count > 0 && below.All(slave => IsEncrypted(files, slave, depth + 1));
    }

    private static Task<PostureReport> Unknown(string why) => Task.FromResult(CollectorReports.Unknown(CheckItem.DiskEncryption, why));
}
