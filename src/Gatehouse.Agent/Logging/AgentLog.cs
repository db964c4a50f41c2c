using System.Globalization;
using System.Text;

namespace Gatehouse.Agent.Logging;

/// <summary>
/// The agent's log, in the form that security-check clients in the field use, so that one reader of `gatehouse diagnose` reads both:
/// <c>[2026-11-22 09:00:05.123Z] [Info] [000a] Module: message</c>. Times are UTC, and the Z says so. At <see cref="MaxOctets"/> the file
/// is set aside as <c>agent.log.1</c>, so there are never more than twice as many.
/// </summary>
public sealed class AgentLog : IDisposable
{
    /// <summary>Octets after which a new file begins.</summary>
    public const int MaxOctets = 4 << 20;

    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly string _path;
    private FileStream? _file;

    /// <summary>Opens the log for appending.</summary>
    /// <param name="path">The file.</param>
    /// <param name="clock">Gives the time of each line.</param>
    public AgentLog(string path, TimeProvider clock)
    {
        _path = path;
        _clock = clock;
        _file = Open();
    }

    /// <summary>Hears each line as it is written, without its line feed.</summary>
    public Action<string>? Listener { get; set; }

    /// <summary>Something that happens in the course of things.</summary>
    public void Info(string module, string message) => Write("Info", module, message);

    /// <summary>Something somebody should look at.</summary>
    public void Warn(string module, string message) => Write("Warn", module, message);

    /// <summary>A packet of the compatibility mode with its content, as clients of that kind log it.</summary>
    public void Detail(string module, string message) => Write("DtlCmn", module, message);

    /// <summary>What is known of a datagram of the compatibility mode.</summary>
    public void Debug(string module, string message) => Write("Dbg", module, message);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _file?.Dispose();
            _file = null;
        }
    }

    // Line breaks of a message would make a line that pretends to be an entry of its own.
    private void Write(string level, string module, string message)
    {
        string time = _clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        string line = $"[{time}] [{level}] [{Environment.CurrentManagedThreadId:x4}] {module}: {message.ReplaceLineEndings(" ")}";
        byte[] octets = Encoding.UTF8.GetBytes(line + "\n");
        lock (_gate)
        {
            if (_file is null)
            {
                return;
            }

            try
            {
                RotateBefore(octets.Length);
                _file.Write(octets);
                _file.Flush();
            }
            catch (IOException)
            {
                // A full disk must not stop the agent: the channel matters more than its log.
            }
        }

        Listener?.Invoke(line);
    }

    private void RotateBefore(int octets)
    {
        if (_file!.Length + octets <= MaxOctets)
        {
            return;
        }

        _file.Dispose();
        File.Move(_path, _path + ".1", overwrite: true);
        _file = Open();
    }

    private FileStream Open()
    {
        FileStreamOptions options = new() { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            return new FileStream(_path, options);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new AgentException($"the log {_path} cannot be written ({error.Message.TrimEnd('.')}); check the free space and who owns the folder", error);
        }
    }
}
