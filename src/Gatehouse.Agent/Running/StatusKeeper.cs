using Gatehouse.Agent.Channels;
using Gatehouse.Agent.Identity;
using Gatehouse.Posture.Verdicts;

namespace Gatehouse.Agent.Running;

/// <summary>Keeps the status, and its file, as things happen.</summary>
internal sealed class StatusKeeper
{
    private readonly AgentFolder _folder;
    private readonly TimeProvider _clock;

    /// <summary>Begins with "starting".</summary>
    public StatusKeeper(AgentFolder folder, AgentIdentity identity, TimeProvider clock)
    {
        _folder = folder;
        _clock = clock;
        DateTimeOffset now = clock.GetUtcNow();
        Current = new AgentStatus { State = "starting", At = now, Since = now, Server = identity.Server.ToString(), EndpointId = identity.EndpointId };
        Write(Current);
    }

    /// <summary>The status.</summary>
    public AgentStatus Current { get; private set; }

    /// <summary>Hears each new status.</summary>
    public Action<AgentStatus>? Observer { get; set; }

    /// <summary>A verdict came.</summary>
    public void Judged(Verdict verdict, CheckWays ways, SecurityCheck check) => Write(Current with
    {
        State = verdict.Kind.ToString().ToLowerInvariant(),
        Server = ways.Server.ToString(),
        Channel = ways.Channel.Name,
        User = check.User?.Name,
        LastVerdict = verdict.EvaluatedAt,
        LastHeartbeat = _clock.GetUtcNow(),
        PolicyVersion = verdict.PolicyVersion,
        Reasons = [.. verdict.Reasons.Select(ToStatus)],
        Reachable = [.. verdict.Reachable.Select(server => $"{server.Name} ({server.Address}{(server.Ports.Count == 0 ? string.Empty : " port " + string.Join(", ", server.Ports))})")],
        NotDetermined = [.. check.NotDetermined.Select(gap => gap.Needs is { } needs ? $"{gap.Item}: {gap.Why} (needs {needs})" : $"{gap.Item}: {gap.Why}")],
        Message = verdict.UserMessage.Length > 0 ? verdict.UserMessage : Current.Message,
        Trouble = ways.Trouble,
        NextTry = null,
    });

    /// <summary>The server answered a heartbeat.</summary>
    public void Heard(CheckWays ways) => Write(Current with
    {
        LastHeartbeat = _clock.GetUtcNow(),
        Server = ways.Server.ToString(),
        Channel = ways.Channel.Name,
        Trouble = ways.Trouble,
    });

    /// <summary>The server has something to tell the user.</summary>
    public void Told(string message) => Write(Current with { Message = message });

    /// <summary>The server cannot be reached, or does not let this endpoint in.</summary>
    public void Failed(string state, ChannelFailure trouble, DateTimeOffset nextTry) => Write(Current with
    {
        State = state,
        Reasons = state == "unreachable" ? Current.Reasons : [],
        Reachable = state == "unreachable" ? Current.Reachable : [],
        Trouble = trouble,
        NextTry = nextTry,
    });

    /// <summary>The endpoint has another identity now.</summary>
    public void Known(AgentIdentity identity) => Write(Current with { Server = identity.Server.ToString(), EndpointId = identity.EndpointId });

    /// <summary>The server logged this endpoint off.</summary>
    public void LoggedOff(string reason) => Write(Current with
    {
        State = "offline",
        Reachable = [],
        Reasons = [new StatusReason("log-off", reason.Length > 0 ? reason : "an administrator logged this endpoint off", "offline", "run `gatehouse agent check` to come back", Later: null, Deadline: null)],
    });

    /// <summary>The agent ends.</summary>
    public void Stopped() => Write(Current with { State = "stopped", Reachable = [], NextTry = null });

    private static StatusReason ToStatus(Reason reason)
    {
        bool isLater = reason.Action > reason.Effective && reason.Deadline is not null;
        return new StatusReason(
            reason.Item.ToString(), $"{reason.Found}; required: {reason.Required}", Word(reason.Effective), reason.Remedy, isLater ? Word(reason.Action) : null, isLater ? reason.Deadline : null);
    }

    private static string Word(PostureAction action) => action.ToString().ToLowerInvariant();

    private void Write(AgentStatus status)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        Current = status with { At = now, Since = status.State == Current.State ? Current.Since : now };
        try
        {
            StatusFile.Write(_folder, Current);
        }
        catch (AgentException)
        {
            // A full disk must not stop the agent: the channel matters more than what it says of itself.
        }

        Observer?.Invoke(Current);
    }
}
