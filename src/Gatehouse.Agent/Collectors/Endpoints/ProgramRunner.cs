using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Gatehouse.Agent.Collectors.Endpoints;

/// <summary>Runs programs with a time limit and a bound on what they say; ends them with their children.</summary>
/// <param name="clock">For the time limit.</param>
public sealed class ProgramRunner(TimeProvider clock) : IProgramRunner
{
    /// <summary>How long a program may take.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(6);

    /// <summary>Characters of output; a firewall's rules are the longest.</summary>
    public const int MaxOutput = 4 * 1024 * 1024;

    private const int MaxErrors = 64 * 1024;

    // Only folders that the system's administrator alone can write: the agent has rights a program slipped in must not get.
    private static readonly string[] Folders = ["/usr/sbin", "/usr/bin", "/sbin", "/bin"];

    /// <inheritdoc/>
    public async Task<ProgramResult> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (Folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists) is not { } path)
        {
            return new ProgramResult(ProgramOutcome.Missing, 0, string.Empty, string.Empty);
        }

        ProcessStartInfo start = new(path, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = string.Join(':', Folders);
        start.Environment["LC_ALL"] = "C";
        using Process process = new() { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            return new ProgramResult(ProgramOutcome.NotStarted, 0, string.Empty, exception.Message);
        }

        return await FollowAsync(process, cancellation);
    }

    private async Task<ProgramResult> FollowAsync(Process process, CancellationToken cancellation)
    {
        using CancellationTokenSource time = new(TimeLimit, clock);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation, time.Token);
        try
        {
            process.StandardInput.Close();
            Task<string?> output = ReadAsync(process.StandardOutput, MaxOutput, limit);
            Task<string?> errors = ReadAsync(process.StandardError, MaxErrors, limit);
            await Task.WhenAll(output, errors);
            await process.WaitForExitAsync(limit.Token);
            return await output is { } text && await errors is { } problem
                ? new ProgramResult(ProgramOutcome.Ran, process.ExitCode, text, problem)
                : Ended(process);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Ended(process);
        }
        catch (OperationCanceledException)
        {
            Ended(process);
            throw;
        }
    }

    // Null when there is more than that, and everything of the program is ended then.
    private static async Task<string?> ReadAsync(StreamReader reader, int most, CancellationTokenSource limit)
    {
        StringBuilder text = new();
        char[] buffer = new char[16 * 1024];
        int count;
        while ((count = await reader.ReadAsync(buffer, limit.Token)) > 0)
        {
            if (text.Length + count > most)
            {
                await limit.CancelAsync();
                return null;
            }

            text.Append(buffer, 0, count);
        }

        return text.ToString();
    }

    private static ProgramResult Ended(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself in the meantime.
        }

        return new ProgramResult(ProgramOutcome.Ended, 0, string.Empty, string.Empty);
    }
}
