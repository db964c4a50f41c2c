using System.Text.RegularExpressions;
using Gatehouse.Agent.Collectors.Endpoints;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Collectors.Linux;

/// <summary>
/// nftables (iptables of today puts its rules there too), ufw, firewalld. nftables counts as running when a rule set at the input hook can turn
/// something away.
/// </summary>
internal sealed partial class LinuxFirewall : ICollector
{
    private const string UfwSettings = "/etc/ufw/ufw.conf";

    public IReadOnlyList<CheckItem> Items { get; } = [CheckItem.Firewall];

    public async Task<PostureReport> CollectAsync(EndpointView endpoint, CollectionPlan plan, CancellationToken cancellation)
    {
        List<Product> products = [];
        PostureReport report = new();
        FileText ufw = endpoint.Files.Read(UfwSettings);
        if (ufw.Outcome != FileOutcome.Missing)
        {
            products.Add(new Product("ufw", ufw.IsRead ? UfwEnabled().IsMatch(ufw.Text) : null));
        }

        if (endpoint.Files.Exists("/usr/sbin/firewalld"))
        {
            products.Add(new Product("firewalld", Processes.Names(endpoint.Files)?.Contains("firewalld")));
        }

        ProgramResult rules = await endpoint.Programs.RunAsync("nft", ["list", "ruleset"], cancellation);
        if (rules.IsGood)
        {
            products.Add(new Product("nftables", Filters(rules.Output)));
        }
        else if (rules.Outcome != ProgramOutcome.Missing)
        {
            products.Add(new Product("nftables", Running: null));
            report = rules.IsDenied
                ? report.WithUnknown(CheckItem.Firewall, "the rules of nftables may not be read", "CAP_NET_ADMIN")
                : report.WithUnknown(CheckItem.Firewall, rules.Problem("nft"));
        }
        else if (products.Count == 0 && endpoint.Files.Exists("/usr/sbin/iptables"))
        {
            products.Add(new Product("iptables", Running: null));
            report = report.WithUnknown(CheckItem.Firewall, "the rules of iptables are read by nft, which is not installed");
        }

        return report.WithProducts(CheckItem.Firewall, products);
    }

    // A table's end is not looked for: a chain at the input hook is recognised by its own head, up to the brace that closes it.
    private static bool Filters(string rules) => InputChain().Matches(rules)
        .Any(chain => chain.Value.Contains("policy drop", StringComparison.Ordinal) || TurnsAway().IsMatch(chain.Groups["rules"].Value));

    [GeneratedRegex(@"type filter hook input [^\n]*\n(?<rules>[^{}]*(\{[^{}]*\}[^{}]*)*)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2_000)]
    private static partial Regex InputChain();

    [GeneratedRegex(@"\b(drop|reject|jump|goto)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2_000)]
    private static partial Regex TurnsAway();

    [GeneratedRegex(@"^\s*ENABLED\s*=\s*""?yes", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2_000)]
    private static partial Regex UfwEnabled();
}
