using System.Diagnostics;

namespace Gatehouse.Lab.Tests.Networks;

/// <summary>One machine of the lab: a network namespace, the programs running in it and its packet filter.</summary>
internal sealed class Host(string name)
{
    /// <summary>Seconds after which a program is ended, should the tests themselves be killed.</summary>
    private const int LongestSeconds = 90;

    private readonly List<Process> _programs = [];

    /// <summary>Starts a program that runs until the network goes.</summary>
    public Process Start(string program, params IEnumerable<string> arguments)
    {
        Process process = Process.Start(Command(LongestSeconds, program, arguments))!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _programs.Add(process);
        return process;
    }

    /// <summary>Runs a program to its end, or to its limit; its failure is often the point.</summary>
    /// <returns>Whether it succeeded.</returns>
    public async Task<bool> Try(int seconds, string program, params IEnumerable<string> arguments)
    {
        using Process process = Process.Start(Command(seconds, program, arguments))!;
        process.StandardInput.Close();
        await Task.WhenAll(
            process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
            process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken),
            process.WaitForExitAsync(TestContext.Current.CancellationToken));
        return process.ExitCode == 0;
    }

    /// <summary>Starts a program and waits until it listens.</summary>
    /// <param name="listensOn">Such as "tcp 4343" or "udp 9029", or "frames" for one that watches an interface.</param>
    /// <param name="program">Its name.</param>
    /// <param name="arguments">Its arguments.</param>
    public async Task Serve(string listensOn, string program, params IEnumerable<string> arguments)
    {
        Process process = Start(program, arguments);
        string[] words = listensOn.Split(' ');
        for (int tries = 0; tries < 200; tries++)
        {
            string listening = words is [string transport, string port]
                ? await Read("ss", "-Hln", transport == "tcp" ? "-t" : "-u", $"sport = :{port}")
                : await Read("ss", "-Hn", "--packet");
            if (listening.Length > 0)
            {
                return;
            }

            Assert.False(process.HasExited, $"{program} ended instead of listening on {listensOn}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Fail($"{program} does not listen on {listensOn}");
    }

    /// <summary>Adds a rule to the packet filter.</summary>
    /// <param name="hook">
    /// "arriving" (before the kernel puts fragments together, which would hide that one was dropped), "untracked" (before connections are), "forward", "output", "dstnat" or "srcnat".
    /// </param>
    /// <param name="rule">In the words of nftables.</param>
    public async Task Rule(string hook, string rule)
    {
        string kind = hook switch
        {
            "arriving" => "type filter hook prerouting priority -450",
            "untracked" => "type filter hook prerouting priority -300",
            "forward" => "type filter hook forward priority 0",
            "output" => "type filter hook output priority 0",
            "dstnat" => "type nat hook prerouting priority -100",
            "srcnat" => "type nat hook postrouting priority 100",
            _ => throw new ArgumentOutOfRangeException(nameof(hook)),
        };
        await Must("nft", $"add table inet lab; add chain inet lab {hook} {{ {kind}; }}; add rule inet lab {hook} {rule}");
    }

    /// <summary>Runs a program that must succeed.</summary>
    public async Task Must(string program, params IEnumerable<string> arguments)
    {
        List<string> all = [.. arguments];
        Assert.True(await Try(10, program, all), $"failed in {name}: {program} {string.Join(' ', all)}");
    }

    /// <summary>Ends all programs.</summary>
    public async Task Stop()
    {
        foreach (Process process in _programs)
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }

            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }

        _programs.Clear();
    }

    /// <summary>How a program is started in this namespace.</summary>
    internal ProcessStartInfo Command(int seconds, string program, IEnumerable<string> arguments) => new(
        "ip", ["netns", "exec", name, "timeout", "-k", "1", $"{seconds}", program, .. arguments])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
    };

    private async Task<string> Read(string program, params IEnumerable<string> arguments)
    {
        using Process process = Process.Start(Command(LongestSeconds, program, arguments))!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output;
    }
}
