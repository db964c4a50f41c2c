using System.Globalization;
using System.Text;
using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>The phrases a report is made of. What comes from evidence is escaped here.</summary>
internal static class Wording
{
    /// <summary>Runs of frame numbers that are listed before the rest is only counted.</summary>
    public const int MaxFrameRuns = 10;

    /// <summary>How far the evidence carries a verdict, as a clause.</summary>
    public static string Of(Confidence confidence) => confidence switch
    {
        Confidence.Certain => "certain: the evidence below shows it",
        Confidence.Likely => "likely: by far the best explanation, though another is not excluded",
        _ => "possible: one of several explanations that this evidence leaves open",
    };

    /// <summary>"certain", "likely" or "possible".</summary>
    public static string Word(Confidence confidence) => confidence switch
    {
        Confidence.Certain => "certain",
        Confidence.Likely => "likely",
        _ => "possible",
    };

    /// <summary>"Fault", "Warning" or "Note".</summary>
    public static string Of(Severity severity) => severity switch
    {
        Severity.Fault => "Fault",
        Severity.Warning => "Warning",
        _ => "Note",
    };

    /// <summary>How a severity looks.</summary>
    public static TextStyle Style(Severity severity) => severity switch
    {
        Severity.Fault => TextStyle.Fault,
        Severity.Warning => TextStyle.Warning,
        _ => TextStyle.Dim,
    };

    /// <summary>Where on the path, as a phrase; empty when the location names nothing.</summary>
    public static string Of(Location where)
    {
        if (where.At is not null)
        {
            return $"at {SafeText.Escape(where.At)}";
        }

        string direction = where.Direction switch
        {
            "to-server" => ", on the way to the server",
            "to-client" => ", on the way back to the client",
            _ => string.Empty,
        };
        return (where.After, where.Before) switch
        {
            (not null, not null) => $"between {SafeText.Escape(where.After)} and {SafeText.Escape(where.Before)}{direction}",
            (not null, null) => $"after {SafeText.Escape(where.After)}{direction}",
            (null, not null) => $"before {SafeText.Escape(where.Before)}{direction}",
            _ => string.Empty,
        };
    }

    /// <summary>"tcp 10.0.3.50:50420 → 10.0.2.105:4343".</summary>
    public static string Of(ConversationName name) =>
        $"{SafeText.Escape(name.Protocol)} {SafeText.Escape(name.Client)} → {SafeText.Escape(name.Server)}";

    /// <summary>"frame 12" or "frames 12, 14–17 and 230 more"; "lines" for a log.</summary>
    public static string Frames(IReadOnlyList<long> frames, bool lines)
    {
        List<(long First, long Last)> runs = Runs(frames);
        StringBuilder text = new(lines ? "line" : "frame");
        text.Append(frames.Count == 1 ? " " : "s ");
        long shown = 0;
        for (int i = 0; i < runs.Count && i < MaxFrameRuns; i++)
        {
            (long first, long last) = runs[i];
            text.Append(i == 0 ? string.Empty : ", ").Append(first);
            if (last > first)
            {
                text.Append(last == first + 1 ? ", " : "–").Append(last);
            }

            shown += last - first + 1;
        }

        long distinct = runs.Sum(run => run.Last - run.First + 1);
        return distinct > shown ? text.Append(" and ").Append(distinct - shown).Append(" more").ToString() : text.ToString();
    }

    /// <summary>"2018-05-17 16:09:20 to 16:44:02 UTC"; the second date only when it differs. Empty when no time is known.</summary>
    public static string Span(Timestamp from, Timestamp to)
    {
        if (!from.IsKnown || !to.IsKnown)
        {
            return string.Empty;
        }

        DateTime first = from.ToDateTime();
        DateTime last = to.ToDateTime();
        string end = last.ToString(last.Date == first.Date ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        string start = first.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return start.EndsWith(end, StringComparison.Ordinal) ? $"{start} UTC" : $"{start} to {end} UTC";
    }

    /// <summary>"1 frame", "40 frames".</summary>
    public static string Count(long count, string thing) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {thing}{(count == 1 ? string.Empty : "s")}");

    /// <summary>
    /// Splits a sentence at its backquotes: what stands between them is a filter or a command, to be copied in one piece.
    /// </summary>
    public static TextSpan[] Spans(string text, TextStyle style = TextStyle.Plain)
    {
        string[] parts = SafeText.Escape(text).Split('`');
        List<TextSpan> spans = [];
        for (int i = 0; i < parts.Length; i++)
        {
            bool code = i % 2 == 1 && i < parts.Length - 1;
            string part = i % 2 == 1 && !code ? "`" + parts[i] : parts[i];
            if (part.Length > 0)
            {
                spans.Add(new TextSpan(part, code ? TextStyle.Code : style));
            }
        }

        return [.. spans];
    }

    private static List<(long First, long Last)> Runs(IReadOnlyList<long> frames)
    {
        List<(long First, long Last)> runs = [];
        foreach (long frame in frames.Distinct().Order())
        {
            if (runs.Count > 0 && runs[^1].Last + 1 == frame)
            {
                runs[^1] = (runs[^1].First, frame);
            }
            else
            {
                runs.Add((frame, frame));
            }
        }

        return runs;
    }
}
