using Gatehouse.Capture;

namespace Gatehouse.Cli.Output;

/// <summary>Tells whether two paths lead to one file, through symbolic and hard links alike.</summary>
internal static class FileIdentity
{
    /// <summary>Whether a file is what another path names, or lies in the folder it names.</summary>
    /// <param name="file">The file; it need not exist.</param>
    /// <param name="other">A file, a folder, or a file in an archive, which stands for the archive.</param>
    public static bool IsAmong(string file, string other)
    {
        if (!File.Exists(file))
        {
            return false;
        }

        other = EvidenceFile.FileBehind(other);
        return Directory.Exists(other)
            ? RealPath(file).StartsWith(Path.TrimEndingDirectorySeparator(RealPath(other)) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            : AreSame(file, other);
    }

    /// <summary>Whether two paths lead to one file.</summary>
    public static bool AreSame(string one, string two)
    {
        FileInfo first = new(one);
        FileInfo second = new(two);
        if (!first.Exists || !second.Exists)
        {
            return false;
        }

        if (RealPath(one) == RealPath(two))
        {
            return true;
        }

        // Pipes and devices have no length, and opening one could wait for ever.
        first = new FileInfo(RealPath(one));
        second = new FileInfo(RealPath(two));
        return first.Length > 0 && first.Length == second.Length && first.LastWriteTimeUtc == second.LastWriteTimeUtc && ShareALock(one, two);
    }

    /// <summary>Locks belong to files, not to names: while one name is held alone, the other cannot be opened if it is the same file.</summary>
    private static bool ShareALock(string one, string two)
    {
        try
        {
            using FileStream alone = new(one, FileMode.Open, FileAccess.Read, FileShare.None);
            try
            {
                using FileStream shared = new(two, FileMode.Open, FileAccess.Read, FileShare.Read);
                return false;
            }
            catch (IOException)
            {
                return true;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Held by somebody else or not readable: nothing can be told, and reading it will say so.
            return false;
        }
    }

    /// <summary>A full path with the links in it followed.</summary>
    private static string RealPath(string path)
    {
        string full = Path.GetFullPath(path);
        string real = Path.GetPathRoot(full) ?? string.Empty;
        foreach (string part in full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            string next = Path.Combine(real, part);
            FileSystemInfo info = Directory.Exists(next) ? new DirectoryInfo(next) : new FileInfo(next);
            real = Target(info)?.FullName ?? next;
        }

        return real;
    }

    private static FileSystemInfo? Target(FileSystemInfo info)
    {
        try
        {
            return info.ResolveLinkTarget(returnFinalTarget: true);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
