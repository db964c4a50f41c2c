using Gatehouse.Agent.Collectors.Endpoints;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Collectors.Linux;

/// <summary>The network card in use (the one of the default route), its addresses and how they were assigned, and other active cards.</summary>
internal sealed class LinuxNetwork : ICollector, IAlwaysCollected
{
    private const string DefaultDestination = "00000000";
    private const string DefaultDestination6 = "00000000000000000000000000000000";

    public IReadOnlyList<CheckItem> Items { get; } = [CheckItem.SecondNetworkCard, CheckItem.SeveralAddresses, CheckItem.AddressAssignment];

    public async Task<PostureReport> CollectAsync(EndpointView endpoint, CollectionPlan plan, CancellationToken cancellation)
    {
        EndpointFiles files = endpoint.Files;
        string[] active = [.. LinuxHardware.PhysicalCards(files).Where(card => LinuxHardware.IsUp(files, card))];
        string? used = DefaultRoute(files) ?? (active.Length > 0 ? active[0] : null);
        if (used is null)
        {
            const string Why = "no network card is in use";
            return Items.Aggregate(new PostureReport(), (report, item) => report.WithUnknown(item, Why));
        }

        PostureReport found = CollectorReports.Found(CheckItem.SecondNetworkCard, [.. active.Where(card => card != used)])
            with
        { HardwareAddress = LinuxHardware.Address(files, used) };
        return plan.Items.Contains(CheckItem.SeveralAddresses) || plan.Items.Contains(CheckItem.AddressAssignment)
            ? await WithAddressesAsync(found, endpoint, used, cancellation)
            : found;
    }

    private static async Task<PostureReport> WithAddressesAsync(PostureReport report, EndpointView endpoint, string card, CancellationToken cancellation)
    {
        ProgramResult result = await endpoint.Programs.RunAsync("ip", ["-o", "-4", "addr", "show", "dev", card, "scope", "global"], cancellation);
        if (!result.IsGood)
        {
            string why = result.Problem("ip");
            return report.WithUnknown(CheckItem.SeveralAddresses, why).WithUnknown(CheckItem.AddressAssignment, why);
        }

        string[][] lines = [.. result.Output.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length > 3)];
        report = report.WithFound(CheckItem.SeveralAddresses, [.. lines.Skip(1).Select(words => words[3])]);
        if (lines.Length == 0)
        {
            return report.WithUnknown(CheckItem.AddressAssignment, $"{card} has no IPv4 address");
        }

        // An address with a lifetime was lent: the kernel calls it dynamic.
        return report with { AddressAssignment = lines[0].Contains("dynamic") ? AddressMode.Dhcp : AddressMode.Static };
    }

    private static string? DefaultRoute(EndpointFiles files)
    {
        var routes = files.Read("/proc/net/route").Lines.Skip(1)
            .Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 7 && fields[1] == DefaultDestination && fields[7] == DefaultDestination);
        return routes.MinBy(fields => int.TryParse(fields[6], out int metric) ? metric : int.MaxValue)?[0] ?? DefaultRoute6(files);
    }

    private static string? DefaultRoute6(EndpointFiles files) => files.Read("/proc/net/ipv6_route").Lines
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .FirstOrDefault(fields => fields.Length > 9 && fields[0] == DefaultDestination6 && fields[1] == "00" && fields[9] != "lo")?[9];
}
