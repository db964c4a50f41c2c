using Gatehouse.Agent.Collectors.Endpoints;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Collectors.Linux;

/// <summary>Whether the kernel forwards for others, and translates addresses for them; without forwarding, translation does nothing.</summary>
internal sealed class Forwarding : ICollector
{
    private static readonly string[] Switches = ["net.ipv4.ip_forward", "net.ipv6.conf.all.forwarding"];

    public IReadOnlyList<CheckItem> Items { get; } = [CheckItem.Forwarding];

    public async Task<PostureReport> CollectAsync(EndpointView endpoint, CollectionPlan plan, CancellationToken cancellation)
    {
        FileText[] values = [.. Switches.Select(name => endpoint.Files.Read($"/proc/sys/{name.Replace('.', '/')}"))];
        if (!values[0].IsRead)
        {
            return CollectorReports.Unknown(CheckItem.Forwarding, $"{Switches[0]} cannot be read");
        }

        List<string> found = [.. Switches.Where((_, i) => values[i].Value is "1")];
        if (found.Count > 0)
        {
            ProgramResult rules = await endpoint.Programs.RunAsync("nft", ["list", "ruleset"], cancellation);
            if (rules.IsGood && (rules.Output.Contains("masquerade", StringComparison.Ordinal) || rules.Output.Contains("snat", StringComparison.Ordinal)))
            {
                found.Add("address translation");
            }
        }

        return CollectorReports.Found(CheckItem.Forwarding, found);
    }
}
