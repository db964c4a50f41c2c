using System.Globalization;
using System.Text;
using Gatehouse.Agent.Channels;
using Gatehouse.Agent.Identity;
using Gatehouse.Contracts.Agents;

namespace Gatehouse.Agent.Logging;

/// <summary>Hands the server the lines of the log it does not have yet; how far it got is kept beside the log, so a restart repeats little.</summary>
/// <param name="folder">The agent's folder.</param>
/// <param name="channel">The way to the server.</param>
internal sealed class LogShipping(AgentFolder folder, ManagementChannel channel)
{
    private const int MaxLines = 1_000;
    private const int MaxLineLength = 4_096;
    private const int MaxOctets = 512 * 1024;

    /// <summary>Hands over what there is, at most a few thousand lines; the rest next time.</summary>
    public async Task ShipAsync(CancellationToken cancellation)
    {
        const int MaxParts = 8;
        for (int part = 0; part < MaxParts; part++)
        {
            long position = Position();
            (string[] lines, long next) = Read(position);
            if (lines.Length == 0 || await channel.UploadLogAsync(new LogUpload(lines), cancellation) is not null)
            {
                return;
            }

            AgentFolder.Write(folder.LogPosition, next.ToString(CultureInfo.InvariantCulture));
        }
    }

    // A log shorter than what was handed over is a new one.
    private long Position()
    {
        long position = File.Exists(folder.LogPosition) && long.TryParse(File.ReadAllText(folder.LogPosition), NumberStyles.None, CultureInfo.InvariantCulture, out long kept) ? kept : 0;
        return position <= new FileInfo(folder.Log).Length ? position : 0;
    }

    private (string[] Lines, long Next) Read(long position)
    {
        using FileStream file = new(folder.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
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
