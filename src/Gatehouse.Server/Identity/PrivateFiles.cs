namespace Gatehouse.Server.Identity;

/// <summary>
/// Files and folders that only their owner can read, from their first moment on. On Windows they have the rights of the folder they are made in:
/// who may look there decides its owner.
/// </summary>
internal static class PrivateFiles
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Makes a folder, and those above it that are missing.</summary>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, Own | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Makes a file; there must be none of that name.</summary>
    public static FileStream Create(string path)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Own;
        }

        return new FileStream(path, options);
    }

    /// <summary>Whether a file or folder is open to others than its owner; never so on Windows, where nothing is known of it.</summary>
    public static bool IsOpenToOthers(string path) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0;
}
