using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Gatehouse.Diagnosis.Tests.Sources;

namespace Gatehouse.Diagnosis.Tests.Reports.Html;

/// <summary>A real browser without a window, cut off from the network.</summary>
internal static partial class Browser
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <summary>Opens a page from disk.</summary>
    /// <returns>What it made of it; null when no browser is installed, or it does not start here.</returns>
    public static Visit? Open(string page)
    {
        using TemporaryFolder folder = new();
        string file = folder.Write("page.html", Encoding.UTF8.GetBytes(page));
        string log = Path.Combine(folder.Root, "net.json");
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync", "--disable-extensions", "--disable-background-networking",
            "--disable-component-update", "--disable-default-apps", "--host-resolver-rules=MAP * ~NOTFOUND", $"--user-data-dir={Path.Combine(folder.Root, "profile")}",
            "--enable-logging=stderr", $"--log-net-log={log}", "--dump-dom", $"file://{file}",
        ];
        foreach (string name in Names)
        {
            if (Run(name, arguments) is { } said && File.Exists(log))
            {
                return new Visit(
                    said.Output,
                    [.. said.Errors.Split('\n').Where(line => line.Contains(":CONSOLE", StringComparison.Ordinal))],
                    [.. Url().Matches(File.ReadAllText(log)).Select(match => match.Groups["url"].Value).Where(url => !Own().IsMatch(url)).Distinct(StringComparer.Ordinal)]);
            }
        }

        return null;
    }

    private static (string Output, string Errors)? Run(string name, string[] arguments)
    {
        ProcessStartInfo start = new(name, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                return null;
            }

            return process.ExitCode == 0 ? (output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult()) : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    [GeneratedRegex(@"""url"":""(?<url>(https?|wss?|ftp):[^""]*)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Url();

    // What the browser itself asks its maker, whatever page is open.
    [GeneratedRegex(@"^https?://[\w.-]*\.(google|googleapis|gvt1)\.com/", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Own();
}
