using System.Diagnostics;
using Gatehouse.Tests.Common;

namespace Gatehouse.Cli.Tests;

/// <summary>./gatehouse of the checkout. The first start may build, which takes its time.</summary>
public sealed class StartScriptTests
{
    private static readonly TimeSpan BuildTime = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Starts_from_any_folder_through_a_link()
    {
        string root = Checkout.Root;
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the script is for Linux");
        string folder = Directory.CreateTempSubdirectory("with space ").FullName;
        string link = Path.Combine(folder, "link");
        File.CreateSymbolicLink(link, Path.Combine(root, "gatehouse"));

        (int status, string output) = await Run(link, folder, "--version");

        Assert.Equal(0, status);
        Assert.Matches(@"\A\d+\.\d+\.\d+", output);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Hands_arguments_and_exit_status_through()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the script is for Linux");

        (int status, _) = await Run(Checkout.PathTo("gatehouse"), "/", "diagnose", "--at", "no name");

        Assert.Equal(ExitCodes.Failure, status);
    }

    private static async Task<(int Status, string Output)> Run(string program, string folder, params string[] args)
    {
        ProcessStartInfo start = new(program, args) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using Process process = Process.Start(start)!;
        using CancellationTokenSource limit = new(BuildTime);
        Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
        Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        await error;
        return (process.ExitCode, await output);
    }
}
