using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;

namespace Gatehouse.Agent.Identity;

/// <summary>Rights on the agent's folder on Windows, where a new folder below ProgramData could be read by every user.</summary>
[SupportedOSPlatform("windows")]
internal static class WindowsFolderRights
{
    private const InheritanceFlags Below = InheritanceFlags.ContainerInherit | InheritanceFlags.ObjectInherit;

    /// <summary>Makes a folder, and everything that comes into it, the system's, the administrators' and the own user's only.</summary>
    /// <exception cref="UnauthorizedAccessException">The user may not change its rights.</exception>
    public static void MakePrivate(string folder)
    {
        DirectorySecurity rights = new();
        rights.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        using WindowsIdentity user = WindowsIdentity.GetCurrent();
        SecurityIdentifier[] allowed =
        [
            new(WellKnownSidType.LocalSystemSid, domainSid: null),
            new(WellKnownSidType.BuiltinAdministratorsSid, domainSid: null),
            user.User!,
        ];
        foreach (SecurityIdentifier who in allowed.Distinct())
        {
            rights.AddAccessRule(new FileSystemAccessRule(who, FileSystemRights.FullControl, Below, PropagationFlags.None, AccessControlType.Allow));
        }

        new DirectoryInfo(folder).SetAccessControl(rights);
    }
}
