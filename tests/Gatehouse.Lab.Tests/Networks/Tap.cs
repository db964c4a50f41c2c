using System.Diagnostics;
using Gatehouse.Tests.Common;

namespace Gatehouse.Lab.Tests.Networks;

/// <summary>A running tcpdump.</summary>
internal sealed class Tap
{
    /// <summary>Seconds after which it ends, should the tests themselves be killed.</summary>
    public const int LongestSeconds = 90;

    private readonly Process _tcpdump;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts it.</summary>
    /// <param name="name">The vantage point.</param>
    /// <param name="file">The capture it writes.</param>
    /// <param name="command">How it is started.</param>
    public Tap(string name, string file, ProcessStartInfo command)
    {
        Name = name;
        File = file;
        _tcpdump = Process.Start(command)!;
        _tcpdump.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                _ready.TrySetException(new InvalidOperationException($"tcpdump ended at {name}"));
            }
            else if (line.Data.Contains("listening on", StringComparison.Ordinal))
            {
                _ready.TrySetResult();
            }
        };
        _tcpdump.BeginErrorReadLine();
    }

    /// <summary>The vantage point.</summary>
    public string Name { get; }

    /// <summary>The capture.</summary>
    public string File { get; }

    /// <summary>Waits until it records.</summary>
    public Task Ready() => _ready.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

    /// <summary>Ends it once everything seen is written.</summary>
    public async Task Stop()
    {
        long length = -1;
        for (int tries = 0; tries < 20 && !_tcpdump.HasExited && length != Length; tries++)
        {
            length = Length;
            await Task.Delay(150, CancellationToken.None);
        }

        if (!_tcpdump.HasExited)
        {
            _ = ExternalProgram.Run("kill", "-INT", $"{_tcpdump.Id}");
        }

        await _tcpdump.WaitForExitAsync(CancellationToken.None);
        _tcpdump.Dispose();
    }

    private long Length => System.IO.File.Exists(File) ? new FileInfo(File).Length : 0;
}
