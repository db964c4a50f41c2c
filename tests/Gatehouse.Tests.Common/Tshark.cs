using System.ComponentModel;
using System.Diagnostics;

namespace Gatehouse.Tests.Common;

/// <summary>Asks tshark what it sees in a capture, for tests that compare our reading with an independent one.</summary>
public static class Tshark
{
    private static readonly Lazy<bool> Available = new(() => Run("--version") is not null);

    /// <summary>Whether tshark can be started here; tests skip when it cannot.</summary>
    public static bool IsAvailable => Available.Value;

    /// <summary>The given fields, one row per packet; repeated occurrences in a packet are joined with ",".</summary>
    public static IReadOnlyList<string[]> Fields(byte[] capture, params string[] fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        string path = Path.Combine(Path.GetTempPath(), $"gatehouse-{Guid.NewGuid():N}.pcap");
        File.WriteAllBytes(path, capture);
        try
        {
            return Fields(path, [], fields);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The same of a capture file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Preferences and filters: "-o", "ip.defragment:FALSE", "-Y", "tcp".</param>
    /// <param name="fields">The fields.</param>
    public static IReadOnlyList<string[]> Fields(string path, IReadOnlyList<string> options, params string[] fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        string[] arguments =
        [
            "-n", "-r", path, .. options, "-T", "fields", "-E", "separator=|", .. fields.SelectMany(field => new[] { "-e", field }),
        ];
        string output = Run(arguments) ?? throw new InvalidOperationException("tshark did not run");
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r').Split('|'))];
    }

    private static string? Run(params string[] arguments)
    {
        ProcessStartInfo start = new("tshark", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            using Process process = Process.Start(start)!;
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
