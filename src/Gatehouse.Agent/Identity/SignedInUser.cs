using System.Text.Json;
using Gatehouse.Agent.Running;

namespace Gatehouse.Agent.Identity;

/// <summary>The user whose password the server accepted at this endpoint; its reports name that user until he signs out.</summary>
/// <param name="Name">Name of the account.</param>
/// <param name="SignedInAt">When, UTC.</param>
/// <param name="EndpointId">As which endpoint; a machine that enrols anew as another one has nobody signed in.</param>
public sealed record SignedInUser(string Name, DateTimeOffset SignedInAt, Guid EndpointId)
{
    /// <summary>Who is signed in; null for nobody.</summary>
    public static SignedInUser? Read(AgentFolder folder, Guid endpointId)
    {
        try
        {
            return File.Exists(folder.User)
                && JsonSerializer.Deserialize(File.ReadAllText(folder.User), AgentJson.Default.SignedInUser) is { } user && user.EndpointId == endpointId
                ? user
                : null;
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps it.</summary>
    public void Write(AgentFolder folder) => AgentFolder.Write(folder.User, JsonSerializer.Serialize(this, AgentJson.Default.SignedInUser));

    /// <summary>Signs out whoever is signed in.</summary>
    public static void Forget(AgentFolder folder) => File.Delete(folder.User);
}
