using Gatehouse.Diagnosis.Observation.Dns;
using Gatehouse.Diagnosis.Observation.Http;
using Gatehouse.Diagnosis.Observation.Tls;

namespace Gatehouse.Diagnosis.Judgement.Sources;

/// <summary>
/// Which of the servers that the user expects by name are named in a source at all, by a lookup, a ClientHello or an HTTP request.
/// For one that is not, every address with its port counts as that server.
/// </summary>
internal sealed class NamesMet(IReadOnlyList<ServerExpectation> servers)
{
    private readonly HashSet<ServerExpectation> _unmet = [.. servers.Where(expected => expected.Address is null)];

    /// <summary>A remark for each server that nothing names.</summary>
    public IEnumerable<string> Remarks() => servers.Where(_unmet.Contains).Select(expected => expected.Host).Distinct().Select(host =>
        $"nothing in this capture names {host}: whether an address in it is that server's is not known");

    public void Note(DnsLookup lookup) => Note(lookup.Name);

    public void Note(TlsConversation? tls) => Note(tls?.ClientHello?.ServerName);

    public void Note(HttpConversation? http)
    {
        if (http is null || _unmet.Count == 0)
        {
            return;
        }

        Note(http.Host);
        Note(http.IsConnect || !Uri.TryCreate(http.Target, UriKind.Absolute, out Uri? target) ? http.Target : target.Authority);
    }

    private void Note(string? name)
    {
        if (name is not null && _unmet.Count > 0)
        {
            Meet(name);
        }
    }

    private void Meet(string name)
    {
        if (ServerExpectation.TryParse(name, out ServerExpectation met))
        {
            _unmet.RemoveWhere(expected => LookupNames.AreSame(expected.Host, met.Host.TrimEnd('.')));
        }
    }
}
