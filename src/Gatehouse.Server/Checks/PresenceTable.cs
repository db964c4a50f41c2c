using System.Net;
using Gatehouse.Posture.Policies;
using Gatehouse.Server.Storage;

namespace Gatehouse.Server.Checks;

/// <summary>Who is online at this node. One lock guards it; nothing slow happens under it.</summary>
internal sealed class PresenceTable
{
    private const int MaxNotes = 16;

    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, Presence> _endpoints = [];

    // How many of them report a hardware address: asked for at every check.
    private readonly Dictionary<string, int> _hardware = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Endpoints online.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _endpoints.Count;
            }
        }
    }

    /// <summary>An endpoint was heard.</summary>
    /// <param name="endpointId">Which.</param>
    /// <param name="sessionId">On which session; null when it came over HTTPS.</param>
    /// <param name="address">From where.</param>
    /// <param name="policy">What is in force for it; says how long it may be silent.</param>
    /// <param name="now">When.</param>
    public void Heard(Guid endpointId, ulong? sessionId, IPAddress address, Policy policy, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (!_endpoints.TryGetValue(endpointId, out Presence? presence))
            {
                _endpoints.Add(endpointId, presence = new Presence { Address = address, Policy = policy });
            }
            else if (!presence.Address.Equals(address))
            {
                presence.FormerAddress = presence.Address;
                presence.Address = address;
            }

            presence.SessionId = sessionId ?? presence.SessionId;
            presence.IsOverHttps = sessionId is null;
            presence.LastHeard = now;
            presence.Patience = Patience.Of(policy);
            presence.IsUnsaved = true;
        }
    }

    /// <summary>An endpoint got a verdict.</summary>
    /// <param name="endpointId">Which.</param>
    /// <param name="hardwareAddress">Of its report.</param>
    /// <param name="policy">By which policy.</param>
    /// <param name="changesAt">When the verdict becomes more severe by itself.</param>
    /// <param name="now">When it was given.</param>
    /// <param name="firstSeen">Since when its reasons are known; null when another node may store that too.</param>
    public void Judged(
        Guid endpointId, string? hardwareAddress, Policy policy, DateTimeOffset? changesAt, DateTimeOffset now, IReadOnlyDictionary<string, DateTimeOffset>? firstSeen = null)
    {
        lock (_gate)
        {
            if (_endpoints.TryGetValue(endpointId, out Presence? presence))
            {
                CountHardware(presence.HardwareAddress, -1);
                CountHardware(hardwareAddress, 1);
                presence.HardwareAddress = hardwareAddress;
                presence.Policy = policy;
                presence.ChangesAt = changesAt;
                presence.FirstSeen = firstSeen;
                presence.JudgedAt = now;
            }
        }
    }

    /// <summary>An endpoint is gone.</summary>
    public void Remove(Guid endpointId)
    {
        lock (_gate)
        {
            Forget(endpointId);
        }
    }

    /// <summary>Whether an endpoint was judged by another policy than is in force now; true once for each change.</summary>
    public bool TakePolicyChange(Guid endpointId, Policy policy)
    {
        lock (_gate)
        {
            if (!_endpoints.TryGetValue(endpointId, out Presence? presence) || (presence.Policy.Name == policy.Name && presence.Policy.Version == policy.Version))
            {
                return false;
            }

            presence.Policy = policy;
            return true;
        }
    }

    /// <summary>Leaves something to tell an endpoint with its next heartbeat over HTTPS.</summary>
    /// <returns>False when it is not online here over HTTPS, or too much waits already.</returns>
    public bool TryLeaveNote(Guid endpointId, PresenceNote note)
    {
        lock (_gate)
        {
            if (!_endpoints.TryGetValue(endpointId, out Presence? presence) || !presence.IsOverHttps || presence.Notes.Count == MaxNotes)
            {
                return false;
            }

            presence.Notes.Enqueue(note);
            return true;
        }
    }

    /// <summary>Takes what is to be told next; null when nothing is.</summary>
    public PresenceNote? TakeNote(Guid endpointId)
    {
        lock (_gate)
        {
            return _endpoints.TryGetValue(endpointId, out Presence? presence) && presence.Notes.TryDequeue(out PresenceNote? note) ? note : null;
        }
    }

    /// <summary>The session an endpoint was last heard on; null when it is not online here, or over HTTPS.</summary>
    public ulong? SessionOf(Guid endpointId)
    {
        lock (_gate)
        {
            return _endpoints.TryGetValue(endpointId, out Presence? presence) && presence.SessionId != 0 && !presence.IsOverHttps ? presence.SessionId : null;
        }
    }

    /// <summary>The address an endpoint had before, when it changed while online.</summary>
    public IPAddress? FormerAddressOf(Guid endpointId)
    {
        lock (_gate)
        {
            return _endpoints.TryGetValue(endpointId, out Presence? presence) ? presence.FormerAddress : null;
        }
    }

    /// <summary>Since when the reasons of an endpoint's last verdict are known; null when the database must be asked.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset>? FirstSeenOf(Guid endpointId)
    {
        lock (_gate)
        {
            return _endpoints.TryGetValue(endpointId, out Presence? presence) ? presence.FirstSeen : null;
        }
    }

    /// <summary>How many others online report the same hardware address.</summary>
    public int OthersWith(Guid endpointId, string hardwareAddress)
    {
        lock (_gate)
        {
            int all = _hardware.GetValueOrDefault(hardwareAddress);
            bool isAmongThem = _endpoints.TryGetValue(endpointId, out Presence? presence)
                && hardwareAddress.Equals(presence.HardwareAddress, StringComparison.OrdinalIgnoreCase);
            return isAmongThem ? all - 1 : all;
        }
    }

    /// <summary>Takes what was heard since the last time and is not stored yet.</summary>
    public IReadOnlyList<Heartbeat> TakeUnsaved()
    {
        List<Heartbeat> heard = [];
        lock (_gate)
        {
            foreach ((Guid endpointId, Presence presence) in _endpoints)
            {
                if (presence.IsUnsaved)
                {
                    presence.IsUnsaved = false;
                    heard.Add(new Heartbeat(endpointId, presence.LastHeard));
                }
            }
        }

        return heard;
    }

    /// <summary>What was taken could not be stored: it is to be taken again.</summary>
    public void PutBackUnsaved(IEnumerable<Heartbeat> heard)
    {
        lock (_gate)
        {
            foreach (Heartbeat heartbeat in heard)
            {
                if (_endpoints.TryGetValue(heartbeat.EndpointId, out Presence? presence))
                {
                    presence.IsUnsaved = true;
                }
            }
        }
    }

    /// <summary>Takes those out that were silent for too long; tells when each was last heard here.</summary>
    public IReadOnlyList<Heartbeat> TakeSilent(DateTimeOffset now)
    {
        lock (_gate)
        {
            Heartbeat[] silent =
            [
                .. _endpoints.Where(entry => now - entry.Value.LastHeard > entry.Value.Patience).Select(entry => new Heartbeat(entry.Key, entry.Value.LastHeard)),
            ];
            foreach (Heartbeat last in silent)
            {
                Forget(last.EndpointId);
            }

            return silent;
        }
    }

    /// <summary>Those whose verdict became more severe by itself, each once, with the time when it was given.</summary>
    public IReadOnlyList<Heartbeat> TakeDue(DateTimeOffset now)
    {
        List<Heartbeat> due = [];
        lock (_gate)
        {
            foreach ((Guid endpointId, Presence presence) in _endpoints)
            {
                if (presence.ChangesAt <= now)
                {
                    presence.ChangesAt = null;
                    due.Add(new Heartbeat(endpointId, presence.JudgedAt));
                }
            }
        }

        return due;
    }

    private void Forget(Guid endpointId)
    {
        if (_endpoints.Remove(endpointId, out Presence? presence))
        {
            CountHardware(presence.HardwareAddress, -1);
        }
    }

    private void CountHardware(string? address, int more)
    {
        if (address is null)
        {
            return;
        }

        int count = _hardware.GetValueOrDefault(address) + more;
        if (count > 0)
        {
            _hardware[address] = count;
        }
        else
        {
            _hardware.Remove(address);
        }
    }
}
