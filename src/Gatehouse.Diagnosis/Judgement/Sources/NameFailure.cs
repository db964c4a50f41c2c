using Gatehouse.Diagnosis.Observation.Dns;

namespace Gatehouse.Diagnosis.Judgement.Sources;

/// <summary>A name that one client could not resolve.</summary>
/// <param name="Lookups">Its lookups, of all types and at all name servers, in order; one at least.</param>
internal sealed record NameFailure(IReadOnlyList<DnsLookup> Lookups)
{
    /// <summary>The first lookup that was answered, or else the first.</summary>
    public DnsLookup Lead { get; } = Lookups.FirstOrDefault(lookup => lookup.ResponseCode is not null) ?? Lookups[0];

    /// <summary>The name.</summary>
    public string Name => Lead.Name;

    /// <summary>How often it was asked for.</summary>
    public int Queries { get; } = Lookups.Sum(lookup => Math.Max(1, lookup.Queries));
}
