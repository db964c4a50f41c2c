using System.Diagnostics;
using System.Text;

namespace Gatehouse.Admission.Tests.Programs;

/// <summary>The built executable as a process of its own, in this network namespace or another; ended with the test at the latest.</summary>
internal sealed class GatehouseProgram : IAsyncDisposable
{
    private const int MaxSeconds = 60;
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private GatehouseProgram(Place? place, IEnumerable<string> arguments)
    {
        string[] command = [.. place?.Enter ?? [], Executable(), .. arguments];
        ProcessStartInfo start = new(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Its process; in another network namespace that of the program that enters it.</summary>
    public int ProcessId => _process.Id;

    /// <summary>What it has said so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts it and lets it run.</summary>
    /// <param name="place">Where; null for this machine.</param>
    /// <param name="arguments">Its arguments.</param>
    public static GatehouseProgram Start(Place? place, params IEnumerable<string> arguments) => new(place, arguments);

    /// <summary>Runs it to its end.</summary>
    public static async Task<Outcome> RunAsync(Place? place, params IEnumerable<string> arguments)
    {
        await using GatehouseProgram program = new(place, arguments);
        return await program.EndAsync();
    }

    /// <summary>Waits for its end.</summary>
    /// <param name="seconds">How long at most.</param>
    public async Task<Outcome> EndAsync(int seconds = MaxSeconds)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(seconds));
        await _process.WaitForExitAsync(limit.Token);
        return new Outcome(_process.ExitCode, Output);
    }

    /// <summary>Waits until it says something.</summary>
    /// <param name="text">Part of what it is to say.</param>
    /// <param name="seconds">How long at most.</param>
    /// <param name="from">Characters of its output that do not count.</param>
    public async Task SaysAsync(string text, int seconds = 30, int from = 0)
    {
        for (int tenths = 0; tenths < seconds * 10; tenths++)
        {
            if (Output.IndexOf(text, Math.Min(from, Output.Length), StringComparison.Ordinal) >= 0)
            {
                return;
            }

            Assert.False(_process.HasExited, $"ended before it said \"{text}\":\n{Output}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Fail($"did not say \"{text}\" in {seconds} s:\n{Output}");
    }

    /// <summary>Ends it at once, as a power cut would (SIGKILL).</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            // What enters a machine of its own waits outside for the program inside.
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    // Beside the tests: artifacts/bin/PROJECT/CONFIGURATION.
    private static string Executable()
    {
        DirectoryInfo configuration = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(configuration.Parent!.Parent!.FullName, "Gatehouse.Cli", configuration.Name, "gatehouse");
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null)
        {
            lock (_output)
            {
                _output.AppendLine(line.Data);
            }
        }
    }
}
