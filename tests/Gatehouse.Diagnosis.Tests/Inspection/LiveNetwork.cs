using System.ComponentModel;
using System.Diagnostics;

namespace Gatehouse.Diagnosis.Tests.Inspection;

/// <summary>
/// A network namespace of its own with nothing but a loopback interface of small MTU, and a capture of it. Everything in it
/// is ended by its process, and every wait has an end.
/// </summary>
internal sealed class LiveNetwork : IDisposable
{
    /// <summary>MTU of the loopback: IPv6 needs 1,280 at least.</summary>
    public const int Mtu = 1_300;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly List<Process> _started = [];
    private readonly string _namespace = $"gatehouse-test-{Environment.ProcessId}-{Guid.NewGuid().ToString("n")[..8]}";
    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-").FullName;

    private LiveNetwork()
    {
    }

    /// <summary>The capture.</summary>
    public string Capture => Path.Combine(_folder, "live.pcap");

    /// <summary>Makes a network and starts the capture.</summary>
    /// <returns>Null with the reason when this machine does not allow it.</returns>
    public static (LiveNetwork? Network, string Reason) Start()
    {
        foreach (string program in new[] { "ip", "tcpdump", "openssl", "bash" })
        {
            if (!IsInstalled(program))
            {
                return (null, $"{program} is not installed");
            }
        }

        LiveNetwork network = new();
        if (!network.RunHere("ip", "netns", "add", network._namespace)
            || !network.RunHere("ip", "-n", network._namespace, "link", "set", "lo", "mtu", $"{Mtu}", "up"))
        {
            network.Dispose();
            return (null, "network namespaces are not permitted here");
        }

        if (!network.StartAndWait("listening on", "tcpdump", "-i", "lo", "-n", "-U", "--immediate-mode", "-Z", "root", "-w", network.Capture))
        {
            network.Dispose();
            return (null, "tcpdump may not capture here");
        }

        return (network, string.Empty);
    }

    /// <summary>The path of a file that is deleted in the end.</summary>
    public string FileFor(string name) => Path.Combine(_folder, name);

    /// <summary>Runs a program to its end in the network, with nothing to read.</summary>
    public bool Run(params string[] command) => RunHere(["ip", "netns", "exec", _namespace, .. command]);

    /// <summary>Starts a program in the network and waits until it says that it is ready.</summary>
    public bool StartAndWait(string ready, params string[] command)
    {
        using ManualResetEventSlim isReady = new();
        Process process = Begin(["ip", "netns", "exec", _namespace, .. command]);
        _started.Add(process);
        DataReceivedEventHandler look = (_, line) =>
        {
            if (line.Data?.Contains(ready, StringComparison.Ordinal) == true)
            {
                isReady.Set();
            }
        };
        process.OutputDataReceived += look;
        process.ErrorDataReceived += look;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        bool came = isReady.Wait(Patience);
        process.OutputDataReceived -= look;
        process.ErrorDataReceived -= look;
        return came;
    }

    /// <summary>Waits until the capture has stopped growing, and ends everything.</summary>
    public void Finish()
    {
        long length = -1;
        for (int i = 0; i < 20 && length != new FileInfo(Capture).Length; i++)
        {
            length = new FileInfo(Capture).Length;
            Thread.Sleep(250);
        }

        foreach (Process process in _started)
        {
            End(process);
        }

        _started.Clear();
    }

    public void Dispose()
    {
        foreach (Process process in _started)
        {
            End(process);
        }

        RunHere("ip", "netns", "del", _namespace);
        Directory.Delete(_folder, recursive: true);
    }

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    private static Process Begin(string[] command)
    {
        ProcessStartInfo start = new(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        return Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start");
    }

    private static void End(Process process)
    {
        using (process)
        {
            if (!process.HasExited)
            {
                process.Kill();
                process.WaitForExit(Patience);
            }
        }
    }

    private bool RunHere(params string[] command)
    {
        try
        {
            Process process = Begin(command);
            _started.Add(process);
            process.OutputDataReceived += static (_, _) => { };
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            process.StandardInput.Close();
            return process.WaitForExit(Patience) && process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
