namespace Gatehouse.Cli.Output;

/// <summary>
/// A file that gets its name only once it is complete. An interrupted or failed command leaves nothing behind, and what the file held
/// before stays until then. Devices and pipes under /dev are written as they are.
/// </summary>
internal sealed class PendingFile : IDisposable
{
    private readonly string _path;
    private readonly string? _temporary;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _registration;
    private bool _complete;

    private PendingFile(string path, bool isPrivate, CancellationToken cancellation)
    {
        _path = path;
        _temporary = IsDevice(path) ? null : Temporary(path);
        FileStreamOptions options = new() { Mode = _temporary is null ? FileMode.Open : FileMode.Create, Access = FileAccess.Write };
        if (isPrivate && _temporary is not null && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        Stream = new FileStream(_temporary ?? path, options);
        _cancellation = cancellation;
        _registration = cancellation.Register(RemoveTemporary);
    }

    /// <summary>What to write to.</summary>
    public Stream Stream { get; }

    /// <summary>Opens the file.</summary>
    /// <param name="option">The option that names it, for messages.</param>
    /// <param name="path">The file.</param>
    /// <param name="isPrivate">Whether nobody but the user may read it.</param>
    /// <param name="cancellation">Removes what is not complete.</param>
    /// <exception cref="UserError">It cannot be written.</exception>
    public static PendingFile Open(string option, string path, bool isPrivate, CancellationToken cancellation) => new(Resolve(option, path), isPrivate, cancellation);

    /// <summary>Finds out whether a file can be written, before work is done for it. What it holds stays as it is.</summary>
    /// <param name="option">The option that names it, for messages.</param>
    /// <param name="path">The file.</param>
    /// <param name="inputs">Paths of what is read; none of it is overwritten.</param>
    /// <exception cref="UserError">It cannot, or it is an input.</exception>
    public static void Check(string option, string path, IEnumerable<string> inputs)
    {
        string full = Resolve(option, path);
        if (inputs.FirstOrDefault(input => FileIdentity.IsAmong(full, input)) is { } evidence)
        {
            throw new UserError($"{option} '{path}' would overwrite the evidence {evidence}; give another file");
        }

        if (IsDevice(full))
        {
            return;
        }

        try
        {
            using FileStream file = new(Temporary(full), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{option} '{path}' cannot be written; check the permissions of its folder and the free space");
        }
    }

    /// <summary>Everything was written: the file gets its name.</summary>
    public void Complete()
    {
        Stream.Dispose();
        if (_temporary is null)
        {
            return;
        }

        _cancellation.ThrowIfCancellationRequested();
        File.Move(_temporary, _path, overwrite: true);
        _complete = true;
    }

    /// <summary>Closes the file; removes what is not complete.</summary>
    public void Dispose()
    {
        _registration.Dispose();
        try
        {
            Stream.Dispose();
        }
        finally
        {
            // Closing writes what is left, which fails again on a full disk.
            RemoveTemporary();
        }
    }

    /// <summary>Devices and pipes are written as they are; /dev/shm holds ordinary files.</summary>
    private static bool IsDevice(string full) =>
        full.StartsWith("/dev/", StringComparison.Ordinal) && !full.StartsWith("/dev/shm/", StringComparison.Ordinal);

    private static string Temporary(string full) => $"{full}.{Environment.ProcessId}.part";

    /// <summary>The file behind a path and its links.</summary>
    /// <exception cref="UserError">It is a folder, or in a folder that does not exist.</exception>
    private static string Resolve(string option, string path)
    {
        if (path.Length == 0)
        {
            throw new UserError($"{option} is empty; give a file");
        }

        string full = Path.GetFullPath(path);
        if (IsDevice(full))
        {
            return full;
        }

        if (File.Exists(full))
        {
            full = File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full;
        }

        if (Directory.Exists(full))
        {
            throw new UserError($"{option} '{path}' is a folder; give a file");
        }

        if (!Directory.Exists(Path.GetDirectoryName(full)))
        {
            throw new UserError($"the folder of {option} '{path}' does not exist; make it first");
        }

        return full;
    }

    private void RemoveTemporary()
    {
        if (_temporary is not null && !_complete)
        {
            File.Delete(_temporary);
        }
    }
}
