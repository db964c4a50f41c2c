using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Gatehouse.Tests.Common;

/// <summary>Runs a program that may be missing, such as tshark or openssl.</summary>
public static class ExternalProgram
{
    /// <summary>What it wrote to standard output (UTF-8, times in UTC); null when it is not installed or failed.</summary>
    public static string? Run(string name, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(name, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            UseShellExecute = false,
        };
        start.Environment["TZ"] = "UTC";
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
