using System.Text.Json;
using Gatehouse.Agent.Identity;

namespace Gatehouse.Agent.Running;

/// <summary>Keeps the status where another process of the same user can read it.</summary>
public static class StatusFile
{
    /// <summary>Writes the status.</summary>
    public static void Write(AgentFolder folder, AgentStatus status) => AgentFolder.Write(folder.Status, Json(status));

    /// <summary>The status as JSON.</summary>
    public static string Json(AgentStatus status) => JsonSerializer.Serialize(status, AgentJson.Default.AgentStatus);

    /// <summary>Reads the status; null when no agent ever ran here.</summary>
    /// <exception cref="AgentException">The file is damaged.</exception>
    public static AgentStatus? Read(AgentFolder folder)
    {
        if (!File.Exists(folder.Status))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(folder.Status), AgentJson.Default.AgentStatus);
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new AgentException($"{folder.Status} cannot be read ({error.Message.TrimEnd('.')}); run as the agent's user, or start the agent, which writes it anew", error);
        }
    }
}
