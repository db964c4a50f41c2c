using System.Globalization;
using Gatehouse.Agent.Identity;
using Gatehouse.Agent.Running;

namespace Gatehouse.Cli.Commands.Agents;

/// <summary>An enrolment that the agent has not taken up yet: what its status says is about the one before.</summary>
internal static class NewEnrolment
{
    /// <summary>Looks for one.</summary>
    /// <param name="folder">The agent's folder; enrolled.</param>
    /// <param name="status">What the agent knew last.</param>
    /// <param name="isRunning">Whether it runs.</param>
    /// <param name="now">The time.</param>
    /// <returns>Null when the status is about the enrolment there is.</returns>
    public static StatusEnrolment? Find(AgentFolder folder, AgentStatus status, bool isRunning, DateTimeOffset now)
    {
        if (status.State is not ("revoked" or "held" or "unreachable") || File.GetLastWriteTimeUtc(folder.Certificate) <= status.At.UtcDateTime)
        {
            return null;
        }

        using AgentIdentity identity = AgentIdentity.Load(folder);
        return new StatusEnrolment(identity.Server.ToString(), identity.EndpointId, isRunning ? TakenUp(status, now) : "the agent does not run: start it with `gatehouse agent run` or the service");
    }

    /// <summary>It as a user reads it, in a line.</summary>
    public static string Describe(StatusEnrolment enrolment) => $"enrolled anew at {enrolment.Server} as {enrolment.EndpointId}; {enrolment.Next}";

    private static string TakenUp(AgentStatus status, DateTimeOffset now)
    {
        int seconds = status.NextTry is { } next && next > now ? (int)Math.Ceiling((next - now).TotalSeconds) : 1;
        return string.Create(CultureInfo.InvariantCulture, $"the running agent takes this up within {seconds} s, or at once with `gatehouse agent check`");
    }
}
