using System.Text;

namespace Gatehouse.Cli.Output;

/// <summary>
/// Where output goes: standard output, or a file that gets its name only once it is complete. An interrupted or failed command leaves
/// nothing behind, and what the file held before stays until then.
/// </summary>
internal sealed class OutputTarget : IDisposable
{
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
    /// <param name="path">The file, or null for standard output.</param>
    /// <param name="surroundings">Has standard output.</param>
    public static OutputTarget Open(string? path, Surroundings surroundings)
    {
        if (path is null)
        {
            return new OutputTarget(surroundings.Out, null, null, surroundings.Cancellation);
        }

        string full = Path.GetFullPath(path);
        if (full.StartsWith("/dev/", StringComparison.Ordinal))
        {
            return new OutputTarget(Create(full, FileMode.Open), full, null, surroundings.Cancellation);
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

        string temporary = $"{full}.{Environment.ProcessId}.part";
        return new OutputTarget(Create(temporary, FileMode.Create), full, temporary, surroundings.Cancellation);
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

        Writer.Dispose();
        RemoveTemporary();
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
