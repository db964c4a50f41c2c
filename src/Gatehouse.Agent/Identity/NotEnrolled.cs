namespace Gatehouse.Agent.Identity;

/// <summary>Says why a folder holds no identity, and what to do; whoever enrols a second time by mistake is held as a copy.</summary>
public static class NotEnrolled
{
    /// <summary>What to throw.</summary>
    /// <param name="folder">A folder that can be read.</param>
    public static AgentException In(AgentFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return PendingApproval.Read(folder) is { } pending
            ? new AgentException($"this endpoint waits for approval as {pending.EndpointId} at {pending.Server}; an administrator runs `gatehouse endpoint approve {pending.EndpointId}`, then run `gatehouse agent enroll --server {pending.Server} --token-file FILE` again")
            : new AgentException(Elsewhere(folder.Path, AgentFolder.DefaultPath(), AgentFolder.SystemPath) is { } elsewhere
                ? $"no agent is enrolled in {folder.Path}; {elsewhere}"
                : $"this endpoint is not enrolled (nothing in {folder.Path}); run `gatehouse agent enroll --server HOST --token-file FILE`, then `gatehouse agent run`");
    }

    /// <summary>Points at the agent of the whole machine when a user's own folder is empty because nobody named another; null when there is none.</summary>
    /// <param name="folder">The folder in use.</param>
    /// <param name="standard">The folder of whoever names none.</param>
    /// <param name="system">The folder of the machine's agent.</param>
    internal static string? Elsewhere(string folder, string standard, string system) => folder == standard && folder != system && IsThere(system)
        ? $"the agent of this machine has its folder in {system}: run this as root (sudo), or ask an administrator of this machine; do not enrol again"
        : null;

    // What may not be looked at is there.
    private static bool IsThere(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).Attributes != (FileAttributes)(-1);
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
