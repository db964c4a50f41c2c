using System.Text.Json;
using Gatehouse.Agent.Running;

namespace Gatehouse.Agent.Identity;

/// <summary>An enrolment that a server holds until an administrator approves it.</summary>
/// <param name="Server">Host and port.</param>
/// <param name="EndpointId">What the administrator approves.</param>
public sealed record PendingApproval(string Server, Guid EndpointId)
{
    /// <summary>Reads it; null when nothing waits, or nobody can tell.</summary>
    public static PendingApproval? Read(AgentFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(folder.Pending), AgentJson.Default.PendingApproval);
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps it.</summary>
    internal void Keep(AgentFolder folder) => AgentFolder.Write(folder.Pending, JsonSerializer.Serialize(this, AgentJson.Default.PendingApproval));
}
