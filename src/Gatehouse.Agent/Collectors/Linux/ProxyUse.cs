using System.Text.RegularExpressions;
using Gatehouse.Agent.Collectors.Endpoints;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Collectors.Linux;

/// <summary>Proxies in the environment, in /etc/environment and in apt's settings. Names and passwords in addresses are left out.</summary>
internal sealed partial class ProxyUse : ICollector
{
    private const string AptFolder = "/etc/apt/apt.conf.d";

    public IReadOnlyList<CheckItem> Items { get; } = [CheckItem.ProxyUse];

    public Task<PostureReport> CollectAsync(EndpointView endpoint, CollectionPlan plan, CancellationToken cancellation)
    {
        List<string> found = [];
        foreach ((string name, string value) in endpoint.Environment.Where(pair => Variable().IsMatch(pair.Key) && pair.Value.Length > 0))
        {
            found.Add($"{name} {WithoutSecrets(value)}");
        }

        foreach (Match match in Assignment().Matches(endpoint.Files.Read("/etc/environment").Text))
        {
            found.Add($"{match.Groups["name"].Value} {WithoutSecrets(match.Groups["value"].Value)}");
        }

        foreach (string file in endpoint.Files.Names(AptFolder).Select(name => $"{AptFolder}/{name}").Prepend("/etc/apt/apt.conf"))
        {
            found.AddRange(AptProxy().Matches(endpoint.Files.Read(file).Text).Select(match => $"apt {WithoutSecrets(match.Groups["value"].Value)}"));
        }

        return Task.FromResult(CollectorReports.Found(CheckItem.ProxyUse, [.. found.Distinct(StringComparer.Ordinal)]));
    }

    private static string WithoutSecrets(string address)
    {
        string host = address[(address.LastIndexOf('@') + 1)..];
        int scheme = host.IndexOf("://", StringComparison.Ordinal);
        return (scheme < 0 ? host : host[(scheme + 3)..]).TrimEnd('/');
    }

    [GeneratedRegex("^(https?|ftp|all)_proxy$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^\s*(export\s+)?(?<name>(https?|ftp|all)_proxy)\s*=\s*[""']?(?<value>[^""'\s]+)", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"^\s*Acquire::[^\s;]*Proxy[^\s""]*\s+""(?<value>[^""]+)""", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex AptProxy();
}
