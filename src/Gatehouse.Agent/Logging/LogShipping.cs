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
internal sealed class LogShipping(AgentFolder folder, Func<LogUpload, CancellationToken, Task<ChannelFailure?>> upload)
{
    private const int MaxLines = 1_000;
    private const int MaxLineLength = 4_096;
    private const int MaxOctets = 512 * 1024;
    private const int HeadLength = 256;

    /// <summary>Hands over what there is, at most a few thousand lines; the rest next time.</summary>
    /// <returns>What prevented it; null when the server has all, or that many.</returns>
    public async Task<ChannelFailure?> ShipAsync(CancellationToken cancellation)
    {
        const int MaxParts = 8;
        for (int part = 0; part < MaxParts; part++)
        {
            (string file, long position) = Where();
            (string[] lines, long next) = Read(file, position);
            if (lines.Length == 0)
            {
                return null;
            }

            if (await upload(new LogUpload(lines), cancellation) is { } failure)
            {
                return failure;
            }

            AgentFolder.Write(folder.LogPosition, string.Create(CultureInfo.InvariantCulture, $"{next} {Head(file)}"));
        }

        return null;
    }

    // The head of a file says which one it is: the log may have been set aside since, with lines that were not handed over.
    private (string File, long Position) Where()
    {
        string[] kept = File.Exists(folder.LogPosition) ? File.ReadAllText(folder.LogPosition).Split(' ') : [];
        if (kept.Length != 2 || !long.TryParse(kept[0], NumberStyles.None, CultureInfo.InvariantCulture, out long position))
        {
            return (folder.Log, 0);
        }

        if (kept[1] == Head(folder.Log))
        {
            return (folder.Log, position <= Length(folder.Log) ? position : 0);
        }

        return kept[1] == Head(folder.OldLog) && position < Length(folder.OldLog) ? (folder.OldLog, position) : (folder.Log, 0);
    }

    private static long Length(string file) => new FileInfo(file).Length;

    private static string Head(string file)
    {
        if (!File.Exists(file))
        {
            return string.Empty;
        }

        using FileStream stream = Open(file);
        Span<byte> octets = stackalloc byte[HeadLength];
        int length = stream.ReadAtLeast(octets, HeadLength, throwOnEndOfStream: false);
        int end = octets[..length].IndexOf((byte)'\n');
        return Convert.ToHexStringLower(SHA256.HashData(octets[..(end < 0 ? length : end)]));
    }

    private static FileStream Open(string file) => new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static (string[] Lines, long Next) Read(string path, long position)
    {
        using FileStream file = Open(path);
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

        return ([.. lines], position + taken);
    }
}
