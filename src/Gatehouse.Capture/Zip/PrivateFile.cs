namespace Gatehouse.Capture.Zip;

/// <summary>A temporary file that only this user may read and that is gone however the program ends.</summary>
internal static class PrivateFile
{
    /// <summary>Makes one, open for writing and reading.</summary>
    public static FileStream Create()
    {
        string path = Path.Combine(Path.GetTempPath(), "gatehouse-" + Path.GetRandomFileName());
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose,
        };
        if (OperatingSystem.IsWindows())
        {
            return new FileStream(path, options);
        }

        // Without a name nobody else can open it, and the system frees it even after a kill.
        options.Options = FileOptions.None;
        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        FileStream file = new(path, options);
        File.Delete(path);
        return file;
    }
}
