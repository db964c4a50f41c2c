namespace Gatehouse.Server.Identity;

/// <summary>Bounds on what an endpoint says of itself.</summary>
internal static class EndpointFacts
{
    /// <summary>Characters of a host name at most (RFC 1035, section 2.3.4).</summary>
    public const int MaxHostName = 253;

    /// <summary>Hints at the hardware at most.</summary>
    public const int MaxHardwareIds = 16;

    /// <summary>Characters of a hint at most.</summary>
    public const int MaxHardwareId = 128;

    /// <summary>Characters of the other texts at most.</summary>
    public const int MaxText = 256;

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public static string? Problem(string hostName, IReadOnlyList<string> hardwareIds, string operatingSystem, string agentVersion)
    {
        if (hostName.Length > MaxHostName || HasControl(hostName))
        {
            return $"the host name is no text of up to {MaxHostName} characters; shorten it";
        }

        if (operatingSystem.Length > MaxText || agentVersion.Length > MaxText || HasControl(operatingSystem) || HasControl(agentVersion))
        {
            return $"the operating system and the version of the agent are no texts of up to {MaxText} characters; shorten them";
        }

        return hardwareIds.Count > MaxHardwareIds || hardwareIds.Any(id => id is null || id.Length is 0 or > MaxHardwareId || HasControl(id))
            ? $"the hardware ids are not up to {MaxHardwareIds} texts of up to {MaxHardwareId} characters; send fewer"
            : null;
    }

    // PostgreSQL stores no zero octets, and line breaks would forge lines of logs.
    private static bool HasControl(string text) => text.Any(char.IsControl);
}
