using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Agent.Channels;
using Gatehouse.Agent.Identity;
using Gatehouse.Contracts.Agents;

namespace Gatehouse.Agent.Logging;

/// <summary>Hands the server the lines of the log it does not have yet; how far it got is kept beside the log, so a restart repeats little.</summary>
/// <param name="folder">The agent's folder.</param>
/// <param name="upload">Hands lines to the server; null when it has them, otherwise why not.</param>
/// <param name="log">Told when it cannot be read or noted how far the server has it; null for nobody.</param>
internal sealed class LogShipping(AgentFolder folder, Func<LogUpload, CancellationToken, Task<ChannelFailure?>> upload, AgentLog? log = null)
{
    private const string Module = "Log";
    private const int MaxLines = 1_000;
    private const int MaxLineLength = 4_096;
    private const int MaxOctets = 512 * 1024;
    private const int HeadLength = 256;

    /// <summary>
    /// Hands over what there is, at most a few thousand lines; the rest next time. A full disk, or a log that is set aside at this very moment,
    /// leaves the rest for next time too: the agent goes on.
    /// </summary>
    /// <returns>What the server or the way to it prevented; null when the server has all, or that many.</returns>
    public async Task<ChannelFailure?> ShipAsync(CancellationToken cancellation)
    {
        const int MaxParts = 8;
        try
        {
            for (int part = 0; part < MaxParts; part++)
            {
                (string[] lines, string next) = Read();
                if (lines.Length == 0)
                {
                    return null;
                }

                if (await upload(new LogUpload(lines), cancellation) is { } failure)
                {
                    return failure;
                }

                AgentFolder.Write(folder.LogPosition, next);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or AgentException)
        {
            log?.Warn(Module, $"not handed over to the end, next time again: {error.Message}");
        }

        return null;
    }

    // Lines and head come from one open file: its name may belong to another one a moment later. The head says which file it is, for the log may
    // have been set aside since, with lines that were not handed over.
    private (string[] Lines, string Next) Read()
    {
        string[] kept = File.Exists(folder.LogPosition) ? File.ReadAllText(folder.LogPosition).Split(' ') : [];
        using FileStream file = Open(folder.Log);
        if (kept.Length != 2 || !long.TryParse(kept[0], NumberStyles.None, CultureInfo.InvariantCulture, out long position))
        {
            return Read(file, position: 0);
        }

        if (kept[1] == Head(file))
        {
            return Read(file, position <= file.Length ? position : 0);
        }

        using FileStream? old = File.Exists(folder.OldLog) ? Open(folder.OldLog) : null;
        return old is not null && kept[1] == Head(old) && position < old.Length ? Read(old, position) : Read(file, position: 0);
    }

    private static string Head(FileStream stream)
    {
        stream.Position = 0;
        Span<byte> octets = stackalloc byte[HeadLength];
        int length = stream.ReadAtLeast(octets, HeadLength, throwOnEndOfStream: false);
        int end = octets[..length].IndexOf((byte)'\n');
        return Convert.ToHexStringLower(SHA256.HashData(octets[..(end < 0 ? length : end)]));
    }

    private static FileStream Open(string file) => new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static (string[] Lines, string Next) Read(FileStream file, long position)
    {
        file.Position = position;
        byte[] buffer = new byte[MaxOctets];
        int length = file.ReadAtLeast(buffer, MaxOctets, throwOnEndOfStream: false);
        List<string> lines = [];
        int taken = 0;
        while (lines.Count < MaxLines)
        {
            int end = buffer.AsSpan(taken, length - taken).IndexOf((byte)'\n');
            if (end < 0)
            {
                break;
            }

            string line = Encoding.UTF8.GetString(buffer, taken, end);
            lines.Add(line[..Math.Min(MaxLineLength, line.Length)]);
            taken += end + 1;
        }

        return ([.. lines], string.Create(CultureInfo.InvariantCulture, $"{position + taken} {Head(file)}"));
    }
}
