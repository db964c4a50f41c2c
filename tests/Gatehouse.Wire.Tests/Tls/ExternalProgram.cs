using System.ComponentModel;
using System.Diagnostics;

namespace Gatehouse.Wire.Tests.Tls;

/// <summary>Runs a program that may be missing.</summary>
internal static class ExternalProgram
{
    /// <summary>What it wrote to standard output; null when it is not installed or failed.</summary>
    public static string? Run(string name, params string[] arguments)
    {
        try
        {
            ProcessStartInfo start = new(name, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            };
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
