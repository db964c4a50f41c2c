using System.Text;

namespace Gatehouse.Cli.Output;

/// <summary>Where the output of a command goes: standard output, or a file that gets its name once it is complete.</summary>
internal sealed class OutputTarget : IDisposable
{
    /// <summary>The path that stands for standard output.</summary>
    public const string StandardOutput = "-";

    private const string Option = "--out";

    private readonly PendingFile? _file;

    private OutputTarget(TextWriter writer, PendingFile? file)
    {
        Writer = writer;
        _file = file;
    }

    /// <summary>What to write to.</summary>
    public TextWriter Writer { get; }

    /// <summary>Whether this is standard output.</summary>
    public bool IsStandardOutput => _file is null;

    /// <summary>Opens the target.</summary>
    /// <param name="path">The file, or null or "-" for standard output.</param>
    /// <param name="surroundings">Has standard output.</param>
    /// <param name="isPrivate">Whether nobody but the user may read the file.</param>
    public static OutputTarget Open(string? path, Surroundings surroundings, bool isPrivate = false)
    {
        if (path is null or StandardOutput)
        {
            return new OutputTarget(surroundings.Out, null);
        }

        PendingFile file = PendingFile.Open(Option, path, isPrivate, surroundings.Cancellation);
        StreamWriter writer = new(file.Stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        return new OutputTarget(writer, file);
    }

    /// <summary>Finds out whether a file can be written, before work is done for it. What it holds stays as it is.</summary>
    /// <param name="path">The file, or null or "-" for standard output.</param>
    /// <param name="inputs">Paths of what is read; none of it is overwritten.</param>
    /// <exception cref="UserError">It cannot, or it is an input.</exception>
    public static void Check(string? path, IEnumerable<string> inputs)
    {
        if (path is not (null or StandardOutput))
        {
            PendingFile.Check(Option, path, inputs);
        }
    }

    /// <summary>Everything was written: the file gets its name.</summary>
    public void Complete()
    {
        Writer.Flush();
        if (_file is not null)
        {
            Writer.Dispose();
            _file.Complete();
        }
    }

    /// <summary>Closes the target; removes what is not complete.</summary>
    public void Dispose()
    {
        if (_file is null)
        {
            return;
        }

        try
        {
            Writer.Dispose();
        }
        finally
        {
            _file.Dispose();
        }
    }
}
