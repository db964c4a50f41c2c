using System.Globalization;
using Gatehouse.Agent.Identity;
using Gatehouse.Agent.Running;

namespace Gatehouse.Cli.Commands.Agents;

/// <summary>An enrolment that the agent has not taken up yet: what its status says is about the one before.</summary>
internal static class NewEnrolment
{
    /// <summary>Says so in a line.</summary>
    /// <param name="folder">The agent's folder; enrolled.</param>
    /// <param name="status">What the agent knew last.</param>
    /// <param name="isRunning">Whether it runs.</param>
    /// <param name="now">The time.</param>
    /// <returns>The line; null when the status is about the enrolment there is.</returns>
    public static string? Describe(AgentFolder folder, AgentStatus status, bool isRunning, DateTimeOffset now)
    {
        if (status.State is not ("revoked" or "held" or "unreachable") || File.GetLastWriteTimeUtc(folder.Certificate) <= status.At.UtcDateTime)
        {
            return null;
        }

        using AgentIdentity identity = AgentIdentity.Load(folder);
        string anew = $"enrolled anew at {identity.Server} as {identity.EndpointId}";
        if (!isRunning)
        {
            return $"{anew}; the agent does not run: start it with `gatehouse agent run` or the service";
        }

        int seconds = status.NextTry is { } next && next > now ? (int)Math.Ceiling((next - now).TotalSeconds) : 1;
        return string.Create(CultureInfo.InvariantCulture, $"{anew}; the running agent takes this up within {seconds} s, or at once with `gatehouse agent check`");
    }
}
