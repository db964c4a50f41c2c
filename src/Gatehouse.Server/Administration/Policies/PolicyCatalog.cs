using System.Collections.Frozen;
using System.Collections.Immutable;
using Gatehouse.Posture.Policies;
using Gatehouse.Server.Administration.Endpoints;
using Gatehouse.Server.Problems;
using Gatehouse.Server.Storage;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Administration.Policies;

/// <summary>The policies that hold now. One place swaps the snapshot whole; everybody else reads it.</summary>
internal sealed partial class PolicyCatalog(Database database, ILogger<PolicyCatalog> logger) : IDisposable
{
    private readonly SemaphoreSlim _swapping = new(1, 1);
    private volatile PolicySnapshot _current = PolicySnapshot.Empty;

    /// <summary>The policies that hold now.</summary>
    public PolicySnapshot Current => _current;

    /// <summary>Reads everything from the database again: at start, after a change of policies, and to learn what other nodes changed.</summary>
    public async Task ReloadAsync(CancellationToken cancellation)
    {
        // One after the other, so that what was read earlier never replaces what was read later.
        await _swapping.WaitAsync(cancellation);
        try
        {
            IReadOnlyList<PolicyVersionRow> rows = await database.QueryAsync<PolicyVersionRow>(
                PolicyVersionRow.Select + " WHERE v.version = p.active_version", null, cancellation);
            IReadOnlyList<AssignmentRow> assigned = await database.QueryAsync<AssignmentRow>(
                "SELECT endpoint_id, policy FROM assignments", null, cancellation);
            _current = new PolicySnapshot(
                rows.Select(Read).OfType<Policy>().ToFrozenDictionary(policy => policy.Name, StringComparer.Ordinal),
                assigned.ToImmutableDictionary(row => row.EndpointId, row => row.Policy));
        }
        finally
        {
            _swapping.Release();
        }
    }

    /// <summary>Takes in that an endpoint was put under another policy.</summary>
    public async Task AssignAsync(Guid endpointId, string policy, CancellationToken cancellation)
    {
        await _swapping.WaitAsync(cancellation);
        try
        {
            PolicySnapshot current = _current;
            _current = current with
            {
                Assigned = policy == EndpointRow.DefaultPolicy ? current.Assigned.Remove(endpointId) : current.Assigned.SetItem(endpointId, policy),
            };
        }
        finally
        {
            _swapping.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _swapping.Dispose();

    // Versions never change: one that was read already is the same still.
    private Policy? Read(PolicyVersionRow row)
    {
        if (_current.Active.TryGetValue(row.Policy, out Policy? known) && known.Version == row.Version)
        {
            return known;
        }

        (Policy? policy, Problem? problem) = PolicyText.Read(row.Yaml, row.Policy);
        if (policy is null)
        {
            LogUnreadable(logger, row.Policy, row.Version, problem?.Detail ?? string.Empty);
            return null;
        }

        return policy with { Version = row.Version };
    }
}
