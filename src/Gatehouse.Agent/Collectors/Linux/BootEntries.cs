using System.Text.RegularExpressions;
using Gatehouse.Agent.Collectors.Endpoints;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Collectors.Linux;

/// <summary>Other operating systems that the boot loader offers: what os-prober(1) found when its menu was made.</summary>
internal sealed partial class BootEntries : ICollector
{
    private const string Menu = "/boot/grub/grub.cfg";
    private const string Begin = "### BEGIN /etc/grub.d/30_os-prober ###";
    private const string End = "### END /etc/grub.d/30_os-prober ###";

    public IReadOnlyList<CheckItem> Items { get; } = [CheckItem.SeveralSystems];

    public Task<PostureReport> CollectAsync(EndpointView endpoint, CollectionPlan plan, CancellationToken cancellation)
    {
        FileText menu = endpoint.Files.Read(Menu);
        if (!menu.IsRead)
        {
            return Task.FromResult(menu.Outcome == FileOutcome.Denied
                ? CollectorReports.Unknown(CheckItem.SeveralSystems, $"{Menu} may not be read", $"read access to {Menu}")
                : CollectorReports.Unknown(CheckItem.SeveralSystems, $"there is no {Menu} that lists the systems"));
        }

        int begin = menu.Text.IndexOf(Begin, StringComparison.Ordinal);
        int end = begin < 0 ? -1 : menu.Text.IndexOf(End, begin, StringComparison.Ordinal);
        string found = begin < 0 ? string.Empty : end < 0 ? menu.Text[begin..] : menu.Text[begin..end];
        return Task.FromResult(CollectorReports.Found(CheckItem.SeveralSystems, [.. Entry().Matches(found).Select(match => match.Groups["name"].Value)]));
    }

    [GeneratedRegex("^menuentry '(?<name>[^']+)'", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Entry();
}
