using System.Globalization;
using System.Text.RegularExpressions;

namespace Gatehouse.Diagnosis.Logs;

/// <summary>Reads the log of our own server, also as the system's journal or a container shows it, with words of its own in front of each line.</summary>
internal static partial class ServerLogReader
{
    private const int MaxLine = 8 * 1024;
    private const string TimeForm = "yyyy-MM-dd HH:mm:ss.fff";

    /// <summary>Whether a text holds such a log: one entry is enough, since nothing else looks like it.</summary>
    public static bool Detect(string text) =>
        Read(text[..Math.Min(text.Length, ClientLogLimits.MaxDetectionLength)], most: 1, CancellationToken.None).Count > 0;

    /// <summary>Reads a log.</summary>
    /// <param name="text">The log.</param>
    /// <param name="cancellation">Ends reading early with <see cref="OperationCanceledException"/>.</param>
    public static ServerLog Read(string text, CancellationToken cancellation) => Read(text, long.MaxValue, cancellation);

    private static ServerLog Read(string text, long most, CancellationToken cancellation)
    {
        List<ServerLogEntry> entries = [];
        long count = 0;
        int number = 0;
        DateTime? from = null;
        DateTime? to = null;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            cancellation.ThrowIfCancellationRequested();
            number++;
            if (!line.Contains("Z ", StringComparison.Ordinal) || TryRead(line[..Math.Min(line.Length, MaxLine)].ToString(), number) is not { } entry)
            {
                continue;
            }

            from ??= entry.Time;
            to = entry.Time;
            if (entries.Count < ServerLog.MaxEntries)
            {
                entries.Add(entry);
            }

            if (++count == most)
            {
                break;
            }
        }

        return new ServerLog(entries, count, from, to);
    }

    private static ServerLogEntry? TryRead(string line, int number)
    {
        Match match = Entry().Match(line);
        return match.Success
            && DateTime.TryParseExact(match.Groups["time"].ValueSpan, TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time)
            ? new ServerLogEntry(number, time, int.Parse(match.Groups["event"].ValueSpan, CultureInfo.InvariantCulture), match.Groups["text"].Value)
            : null;
    }

    // At most 200 characters of a journal or a container in front.
    [GeneratedRegex(
        @"^.{0,200}?\b(?<time>[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3})Z (debug|info|warning|error|critical) [A-Z][A-Za-z0-9]{0,63}\[(?<event>[0-9]{4})\] (?<text>.*)$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Entry();
}
