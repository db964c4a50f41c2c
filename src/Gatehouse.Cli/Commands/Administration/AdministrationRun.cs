using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gatehouse.Cli.Administration;
using Gatehouse.Cli.Options;
using Gatehouse.Cli.Output;
using Gatehouse.Diagnosis.Reports;

namespace Gatehouse.Cli.Commands.Administration;

/// <summary>One run of a command that asks a server.</summary>
internal sealed class AdministrationRun : IDisposable
{
    private readonly GlobalOptions _global;
    private readonly ParseResult _result;
    private readonly Surroundings _surroundings;
    private readonly AnswerFormat _format;
    private readonly OutputTarget _target;

    private AdministrationRun(AdministrationClient client, GlobalOptions global, ParseResult result, Surroundings surroundings, AnswerFormat format)
    {
        Client = client;
        _global = global;
        _result = result;
        _surroundings = surroundings;
        _format = format;
        _target = OutputTarget.Open(result.GetValue(global.Out), surroundings, isPrivate: true);
    }

    /// <summary>The server.</summary>
    public AdministrationClient Client { get; }

    /// <summary>Where the answer goes.</summary>
    public TextWriter Out => _target.Writer;

    /// <summary>Columns of the terminal.</summary>
    public int Width => _target.IsStandardOutput ? _surroundings.Width : Surroundings.WidthWithoutTerminal;

    /// <summary>The time of day.</summary>
    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>Makes a command do something with a server.</summary>
    /// <param name="command">The command.</param>
    /// <param name="shared">What all commands of its family share.</param>
    /// <param name="action">What it does.</param>
    public static void Set(Command command, AdministrationFamily shared, Func<AdministrationRun, ParseResult, Task> action)
    {
        FormatOption<AnswerFormat> format = new();
        command.Add(format);

        // On the pool, so that it ends wherever the command line is run from, also where the thread that waits is the one to continue on.
        command.SetAction((result, _) => Task.Run(() => RunAsync(shared, result, result.GetValue(format), action)));
    }

    /// <summary>Tells one thing.</summary>
    public void Tell<T>(T value, JsonTypeInfo<T> type, Action<T> asText)
    {
        if (_format == AnswerFormat.Json)
        {
            Line(JsonSerializer.Serialize(value, type));
        }
        else
        {
            asText(value);
        }
    }

    /// <summary>Tells a list, and on standard error that there is more.</summary>
    public void Tell<T>((IReadOnlyList<T> Items, bool More) list, JsonTypeInfo<T> type, string none, Action<IReadOnlyList<T>> asText)
    {
        if (_format == AnswerFormat.Json)
        {
            foreach (T item in list.Items)
            {
                Line(JsonSerializer.Serialize(item, type));
            }
        }
        else if (list.Items.Count > 0)
        {
            asText(list.Items);
        }
        else
        {
            Note(none);
        }

        if (list.More)
        {
            Note($"there are more than these {list.Items.Count}; narrow the list, or ask for more with --limit");
        }
    }

    /// <summary>A line of the answer; what came from elsewhere is made safe to show.</summary>
    public void Line(string text)
    {
        Out.Write(_format == AnswerFormat.Json ? text : SafeText.Escape(text));
        Out.Write('\n');
    }

    /// <summary>A remark on standard error, unless -q.</summary>
    public void Note(string text)
    {
        if (!_result.GetValue(_global.Quiet))
        {
            _surroundings.Error.WriteLine($"gatehouse: {SafeText.Escape(text)}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _target.Dispose();

    private static async Task<int> RunAsync(
        AdministrationFamily shared, ParseResult result, AnswerFormat format, Func<AdministrationRun, ParseResult, Task> action)
    {
        using AdministrationClient client = new(shared.Connection.Read(result, shared.Surroundings), shared.Surroundings.Cancellation);
        using AdministrationRun run = new(client, shared.Global, result, shared.Surroundings, format);
        await action(run, result);
        run._target.Complete();
        return ExitCodes.Healthy;
    }
}
