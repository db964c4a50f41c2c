namespace Gatehouse.Diagnosis.Judgement.Sources;

/// <summary>Knows names of lookups.</summary>
internal static class LookupNames
{
    private static readonly string[] DiscoveryLabels = ["wpad", "isatap", "teredo", "lb", "b", "db", "_ldap", "_kerberos"];
    private static readonly string[] HealthyFailures = [".in-addr.arpa", ".ip6.arpa", ".local", ".localdomain"];

    /// <summary>Whether a lookup of this name fails where nothing is wrong.</summary>
    /// <param name="name">Name in lower case.</param>
    /// <param name="resolved">Names that did resolve: a failed one that only has another suffix was tried on the way.</param>
    public static bool FailsOnHealthyNetworks(string name, IEnumerable<string> resolved)
    {
        string first = name[..Math.Max(0, (name + '.').IndexOf('.', StringComparison.Ordinal))];
        return name.StartsWith('_')
            || DiscoveryLabels.Contains(first)
            || HealthyFailures.Any(suffix => name.EndsWith(suffix, StringComparison.Ordinal))
            || resolved.Any(other => name.StartsWith(other + ".", StringComparison.Ordinal)
                || (!first.Equals(name, StringComparison.Ordinal) && other.StartsWith(first + ".", StringComparison.Ordinal)));
    }

    /// <summary>Whether two spellings are one name; names of lookups have no final dot.</summary>
    public static bool AreSame(string one, string other) =>
        one.TrimEnd('.').Equals(other, StringComparison.OrdinalIgnoreCase);

    /// <summary>A response code in words; null is no response.</summary>
    public static string Outcome(int? responseCode) => responseCode switch
    {
        null => "no answer",
        0 => "no address",
        2 => "server failure",
        3 => "no such name",
        5 => "refused",
        _ => $"error {responseCode}",
    };
}
