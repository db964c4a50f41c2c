using Gatehouse.Agent.Collectors.Endpoints;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Collectors.Linux;

/// <summary>Folders shared by Samba while it runs, and by NFS.</summary>
internal sealed class LinuxShares : ICollector
{
    private static readonly HashSet<string> Sections = new(StringComparer.OrdinalIgnoreCase) { "global", "printers", "print$" };

    public IReadOnlyList<CheckItem> Items { get; } = [CheckItem.Shares];

    public Task<PostureReport> CollectAsync(EndpointView endpoint, CollectionPlan plan, CancellationToken cancellation)
    {
        FileText samba = endpoint.Files.Read("/etc/samba/smb.conf");
        FileText exports = endpoint.Files.Read("/etc/exports");
        if (samba.Outcome == FileOutcome.Denied || exports.Outcome == FileOutcome.Denied)
        {
            return Task.FromResult(CollectorReports.Unknown(
                CheckItem.Shares, "the list of shared folders may not be read", "read access to /etc/samba/smb.conf and /etc/exports"));
        }

        List<string> found = [];
        if (samba.IsRead && Processes.Names(endpoint.Files)?.Contains("smbd") != false)
        {
            found.AddRange(samba.Lines.Select(line => line.Trim()).Where(line => line.StartsWith('[') && line.EndsWith(']'))
                .Select(line => line[1..^1].Trim()).Where(section => !Sections.Contains(section)));
        }

        found.AddRange(exports.Lines.Select(line => line.Trim()).Where(line => line.StartsWith('/')).Select(line => line.Split(' ', '\t')[0]));
        return Task.FromResult(CollectorReports.Found(CheckItem.Shares, found));
    }
}
