using System.Diagnostics;
using Gatehouse.Admission.Tests.Programs;
using Gatehouse.Tests.Common;

namespace Gatehouse.Admission.Tests.Machines;

/// <summary>
/// This machine once more: the same files under an overlay in memory, processes and a network of its own. What is installed, started or set there is
/// gone with it and never was here; only /tmp is shared. Needs root and overlays; without them the test is skipped with the reason.
/// </summary>
internal sealed class ThrowawayMachine : IAsyncDisposable
{
    private const int StartSeconds = 30;

    private const string SetUp =
        """
        set -e
        mount -t tmpfs -o size=1g tmpfs "$1"
        mkdir "$1/upper" "$1/work" "$1/root"
        mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$1/root"
        mount -t proc proc "$1/root/proc"
        for folder in dev sys; do mount --rbind "/$folder" "$1/root/$folder"; done
        mount --bind /tmp "$1/root/tmp"
        ip link set lo up
        echo ready
        read end
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-machine").FullName;
    private readonly Process _holder;
    private string _first = string.Empty;

    private ThrowawayMachine() => _holder = Process.Start(new ProcessStartInfo(
        "unshare", ["--mount", "--net", "--pid", "--fork", "--kill-child", "--propagation", "private", "sh", "-c", SetUp, "machine", _folder])
    {
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    /// <summary>For programs that run there.</summary>
    public Place Place => new(Inside);

    private string[] Inside =>
        ["nsenter", "--target", $"{_first}", "--mount", "--net", "--pid", "chroot", Path.Combine(_folder, "root"), "env", "DEBIAN_FRONTEND=noninteractive"];

    /// <summary>Makes one.</summary>
    public static async Task<ThrowawayMachine> StartAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "a machine of its own (namespaces, overlay) needs root");
        ThrowawayMachine machine = new();
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(StartSeconds));
        if (await machine._holder.StandardOutput.ReadLineAsync(limit.Token) != "ready")
        {
            string why = await machine._holder.StandardError.ReadToEndAsync(limit.Token);
            await machine.DisposeAsync();
            Assert.Skip($"a machine of its own cannot be made here: {why.Trim()}");
        }

        // unshare waits outside for the first process inside; with that one all others end.
        machine._first = (await File.ReadAllTextAsync($"/proc/{machine._holder.Id}/task/{machine._holder.Id}/children", limit.Token)).Trim();
        return machine;
    }

    /// <summary>Runs a program there; null when it failed.</summary>
    public string? Try(params string[] command) => ExternalProgram.Run(Inside[0], [.. Inside[1..], .. command]);

    /// <summary>Runs a program there that must succeed.</summary>
    public string Run(params string[] command) => Try(command) ?? throw new InvalidOperationException($"{string.Join(' ', command)} failed in the machine of its own");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Its first process reads the end of its input, and everything goes with it.
        _holder.StandardInput.Close();
        await _holder.WaitForExitAsync(CancellationToken.None);
        _holder.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
