using System.Text;

namespace Gatehouse.Cli.Output;

/// <summary>
/// Where output goes: standard output, or a file that gets its name only once it is complete. An interrupted or failed command leaves
/// nothing behind, and what the file held before stays until then.
/// </summary>
internal sealed class OutputTarget : IDisposable
{
    /// <summary>The path that stands for standard output.</summary>
    public const string StandardOutput = "-";

    private readonly string? _path;
    private readonly string? _temporary;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _registration;
    private bool _complete;

    private OutputTarget(TextWriter writer, string? path, string? temporary, CancellationToken cancellation)
    {
        Writer = writer;
        _path = path;
        _temporary = temporary;
        _cancellation = cancellation;
        _registration = cancellation.Register(RemoveTemporary);
    }

    /// <summary>What to write to.</summary>
    public TextWriter Writer { get; }

    /// <summary>Whether this is standard output.</summary>
    public bool IsStandardOutput => _path is null;

    /// <summary>Opens the target.</summary>
    /// <param name="path">The file, or null or "-" for standard output.</param>
    /// <param name="surroundings">Has standard output.</param>
    public static OutputTarget Open(string? path, Surroundings surroundings)
    {
        if (path is null or StandardOutput)
        {
            return new OutputTarget(surroundings.Out, null, null, surroundings.Cancellation);
        }

        string full = Resolve(path);
        if (IsDevice(full))
        {
            return new OutputTarget(Create(full, FileMode.Open), full, null, surroundings.Cancellation);
        }

        string temporary = Temporary(full);
        return new OutputTarget(Create(temporary, FileMode.Create), full, temporary, surroundings.Cancellation);
    }

    /// <summary>Finds out whether a file can be written, before work is done for it. What it holds stays as it is.</summary>
    /// <param name="path">The file, or null or "-" for standard output.</param>
    /// <param name="inputs">Paths of what is read; none of it is overwritten.</param>
    /// <exception cref="UserError">It cannot, or it is an input.</exception>
    public static void Check(string? path, IEnumerable<string> inputs)
    {
        if (path is null or StandardOutput)
        {
            return;
        }

        string full = Resolve(path);
        if (inputs.FirstOrDefault(input => FileIdentity.IsAmong(full, input)) is { } evidence)
        {
            throw new UserError($"--out '{path}' would overwrite the evidence {evidence}; give another file");
        }

        if (IsDevice(full))
        {
            return;
        }

        try
        {
            string temporary = Temporary(full);
            using FileStream file = new(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"--out '{path}' cannot be written; check the permissions of its folder and the free space");
        }
    }

    /// <summary>Everything was written: the file gets its name.</summary>
    public void Complete()
    {
        Writer.Flush();
        if (_temporary is null)
        {
            return;
        }

        _cancellation.ThrowIfCancellationRequested();
        Writer.Dispose();
        File.Move(_temporary, _path!, overwrite: true);
        _complete = true;
    }

    /// <summary>Closes the target; removes what is not complete.</summary>
    public void Dispose()
    {
        _registration.Dispose();
        if (_path is null)
        {
            return;
        }

        try
        {
            Writer.Dispose();
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
    private static string Resolve(string path)
    {
        if (path.Length == 0)
        {
            throw new UserError("--out is empty; give a file, or - for standard output");
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
            throw new UserError($"--out '{path}' is a folder; give a file");
        }

        if (!Directory.Exists(Path.GetDirectoryName(full)))
        {
            throw new UserError($"the folder of --out '{path}' does not exist; make it first");
        }

        return full;
    }

    private static StreamWriter Create(string path, FileMode mode) =>
        new(new FileStream(path, mode, FileAccess.Write), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };

    private void RemoveTemporary()
    {
        if (_temporary is not null && !_complete)
        {
            File.Delete(_temporary);
        }
    }
}
