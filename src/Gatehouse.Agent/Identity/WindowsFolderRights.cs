using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;

namespace Gatehouse.Agent.Identity;

/// <summary>
/// Rights on the agent's folder on Windows, where every user may make folders below ProgramData and read them: whoever made the agent's first
/// would own the key in it.
/// </summary>
[SupportedOSPlatform("windows")]
internal static class WindowsFolderRights
{
    private const InheritanceFlags Below = InheritanceFlags.ContainerInherit | InheritanceFlags.ObjectInherit;

    // NT SERVICE\TrustedInstaller, to which folders of the system itself belong; there is no well-known name of it in .NET.
    private static readonly SecurityIdentifier TrustedInstaller = new("S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464");
    private static readonly SecurityIdentifier LocalSystem = new(WellKnownSidType.LocalSystemSid, domainSid: null);
    private static readonly SecurityIdentifier Administrators = new(WellKnownSidType.BuiltinAdministratorsSid, domainSid: null);

    /// <summary>
    /// Makes a folder when it is missing, and makes it, and everything that comes into it, the system's, the administrators' and the own user's only.
    /// Rights that were protected already stay as they are: an administrator may have let the account of the service in.
    /// </summary>
    /// <param name="path">Full path.</param>
    /// <param name="socket">Name of the socket in it, which is made anew by each agent and has no owner that could be asked.</param>
    /// <exception cref="AgentException">The folder, the one above it or something in it belongs to somebody else, or is a link.</exception>
    /// <exception cref="UnauthorizedAccessException">The user may not change its rights.</exception>
    public static void OpenPrivate(string path, string socket)
    {
        using WindowsIdentity user = WindowsIdentity.GetCurrent();
        HashSet<IdentityReference> trusted = [LocalSystem, Administrators, TrustedInstaller, user.User!];
        DirectoryInfo folder = new(path);
        if (folder.Parent is { } parent)
        {
            parent.Create();
            Trust(parent, parent.GetAccessControl(AccessControlSections.Owner), trusted);
        }

        if (!folder.Exists)
        {
            // When somebody else makes it in between, this changes nothing, and the owner tells.
            folder.Create(Private(user));
            folder.Refresh();
        }

        Trust(folder, folder.GetAccessControl(AccessControlSections.Owner), trusted);
        if (!folder.GetAccessControl(AccessControlSections.Access).AreAccessRulesProtected)
        {
            folder.SetAccessControl(Private(user));
        }

        TrustContent(folder, socket, trusted);
    }

    // Whatever somebody put there before the rights were protected; those who have rights now may have files there.
    private static void TrustContent(DirectoryInfo folder, string socket, HashSet<IdentityReference> trusted)
    {
        AuthorizationRuleCollection rules = folder.GetAccessControl(AccessControlSections.Access)
            .GetAccessRules(includeExplicit: true, includeInherited: true, typeof(SecurityIdentifier));
        HashSet<IdentityReference> allowed =
            [.. trusted, .. rules.Cast<FileSystemAccessRule>().Where(rule => rule.AccessControlType == AccessControlType.Allow).Select(rule => rule.IdentityReference)];
        foreach (FileInfo file in folder.EnumerateFiles().Where(file => file.Name != socket))
        {
            Trust(file, file.GetAccessControl(AccessControlSections.Owner), allowed);
        }
    }

    // An owner can give himself every right, whatever the rights say.
    private static void Trust(FileSystemInfo place, FileSystemSecurity security, HashSet<IdentityReference> trusted)
    {
        if (place.Attributes.HasFlag(FileAttributes.ReparsePoint))
        {
            throw new AgentException($"{place.FullName} is a link, which the agent does not follow for its key; remove it, or choose another folder with --data FOLDER");
        }

        IdentityReference? owner = security.GetOwner(typeof(SecurityIdentifier));
        if (owner is null || !trusted.Contains(owner))
        {
            throw new AgentException(
                $"{place.FullName} belongs to {owner?.Value ?? "nobody"}, who is neither the system nor an administrator nor you, and could read or choose the agent's key; "
                + "as an administrator remove it, run as the user it belongs to, or choose another folder with --data FOLDER");
        }
    }

    // The owner is the one that Windows gives new files of this user: of an elevated administrator the administrators, so that the system's service trusts them.
    private static DirectorySecurity Private(WindowsIdentity user)
    {
        DirectorySecurity rights = new();
        rights.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        foreach (SecurityIdentifier who in new[] { LocalSystem, Administrators, user.User! }.Distinct())
        {
            rights.AddAccessRule(new FileSystemAccessRule(who, FileSystemRights.FullControl, Below, PropagationFlags.None, AccessControlType.Allow));
        }

        rights.SetOwner(user.Owner ?? user.User!);
        return rights;
    }
}
