using System.Collections;
using System.Globalization;
using System.Text;
using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Languages;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>The phrases a report is made of, in its language. What comes from evidence is escaped here.</summary>
/// <param name="words">The language.</param>
internal sealed class Wording(Phrasebook words)
{
    /// <summary>Runs of frame numbers that are listed before the rest is only counted.</summary>
    public const int MaxFrameRuns = 10;

    /// <summary>English, for reports that have no other language.</summary>
    public static Wording English { get; } = new(Phrasebook.English);

    /// <summary>The language's tag.</summary>
    public string Tag => words.Tag;

    /// <summary>Fonts for web pages, as CSS names them; may be empty.</summary>
    public string Fonts => words.Fonts;

    /// <summary>A fixed phrase.</summary>
    public string this[Phrase phrase] => words[phrase];

    /// <summary>A fixed phrase with its places filled.</summary>
    public string Say(Phrase phrase, params ReadOnlySpan<(string Name, string Value)> values) => words.Say(phrase, values);

    /// <summary>"1 frame", "40 frames".</summary>
    public string Count(Phrase phrase, long count, params ReadOnlySpan<(string Name, string Value)> values) => words.SayCount(phrase, count, values);

    /// <summary>A number with its digits in groups.</summary>
    public string Number(long number) => words.Number(number);

    /// <summary>A label with the mark that follows it, without the space behind.</summary>
    public string Label(string label) => label + words[Phrase.Colon].TrimEnd();

    /// <summary>What stands between such a label and the text: a space, or nothing where the mark is wide.</summary>
    public string Gap => words[Phrase.Colon].EndsWith(' ') ? " " : string.Empty;

    /// <summary>How far the evidence carries a verdict, as a clause.</summary>
    public string Of(Confidence confidence) => Word(confidence) + words[Phrase.Colon] + Meaning(confidence);

    /// <summary>"certain", "likely" or "possible".</summary>
    public string Word(Confidence confidence) => words[confidence switch
    {
        Confidence.Certain => Phrase.Certain,
        Confidence.Likely => Phrase.Likely,
        _ => Phrase.Possible,
    }];

    /// <summary>What such a word means.</summary>
    public string Meaning(Confidence confidence) => words[confidence switch
    {
        Confidence.Certain => Phrase.CertainMeans,
        Confidence.Likely => Phrase.LikelyMeans,
        _ => Phrase.PossibleMeans,
    }];

    /// <summary>"Fault", "Warning" or "Note".</summary>
    public string Of(Severity severity) => words[severity switch
    {
        Severity.Fault => Phrase.Fault,
        Severity.Warning => Phrase.Warning,
        _ => Phrase.Note,
    }];

    /// <summary>How a severity looks.</summary>
    public static TextStyle Style(Severity severity) => severity switch
    {
        Severity.Fault => TextStyle.Fault,
        Severity.Warning => TextStyle.Warning,
        _ => TextStyle.Dim,
    };

    /// <summary>Where on the path, as a phrase; empty when the location names nothing.</summary>
    public string Of(Location where)
    {
        if (where.At is not null)
        {
            return words.Say(Phrase.At, ("place", SafeText.Escape(where.At)));
        }

        string direction = where.Direction switch
        {
            "to-server" => words[Phrase.ToServer],
            "to-client" => words[Phrase.ToClient],
            _ => string.Empty,
        };
        return (where.After, where.Before) switch
        {
            (not null, not null) => words.Say(Phrase.Between, ("after", SafeText.Escape(where.After)), ("before", SafeText.Escape(where.Before))) + direction,
            (not null, null) => words.Say(Phrase.After, ("after", SafeText.Escape(where.After))) + direction,
            (null, not null) => words.Say(Phrase.Before, ("before", SafeText.Escape(where.Before))) + direction,
            _ => string.Empty,
        };
    }

    /// <summary>"tcp 10.0.3.50:50420 → 10.0.2.105:4343".</summary>
    public static string Of(ConversationName name) =>
        $"{SafeText.Escape(name.Protocol)} {SafeText.Escape(name.Client)} → {SafeText.Escape(name.Server)}";

    /// <summary>" (4 times)", or empty when a finding stands for one case.</summary>
    public string Alike(Finding finding) => finding.Count > 1 ? words.SayCount(Phrase.Times, finding.Count) : string.Empty;

    /// <summary>"frame 12" or "frames 12, 14–17 and 230 more"; "lines" for a log.</summary>
    public string Frames(IReadOnlyList<long> frames, bool lines)
    {
        List<(long First, long Last)> runs = Runs(frames);
        StringBuilder text = new();
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
        string list = distinct > shown
            ? words.Say(Phrase.NumbersAndMore, ("list", text.ToString()), ("count", (distinct - shown).ToString(CultureInfo.InvariantCulture)))
            : text.ToString();
        return words.SayCount(lines ? Phrase.LineList : Phrase.FrameList, frames.Count, ("list", list));
    }

    /// <summary>"2018-05-17 16:09:20 to 16:44:02 UTC"; the second date only when it differs. Empty when no time is known.</summary>
    public string Span(Timestamp from, Timestamp to)
    {
        if (!from.IsKnown || !to.IsKnown)
        {
            return string.Empty;
        }

        DateTime first = from.ToDateTime();
        DateTime last = to.ToDateTime();
        string end = last.ToString(last.Date == first.Date ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        string start = first.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return start.EndsWith(end, StringComparison.Ordinal) ? $"{start} UTC" : words.Say(Phrase.Span, ("start", start), ("end", end));
    }

    /// <summary>What a fact is called in prose: "fragments sent" for fragmentsSent.</summary>
    public string FactName(string fact) => words.FactName(fact) ?? ShortText.Words(fact);

    /// <summary>What a fact is called in a text, where English has the key of the JSON.</summary>
    public string FactKey(string fact) => words.FactName(fact) ?? fact;

    /// <summary>A fact as text, not escaped.</summary>
    public string FactValue(string name, object fact) => fact switch
    {
        string text => words.IsOriginal ? text : words.FactValue(name, text),
        bool truth => FactValue(name, truth ? "true" : "false"),
        IEnumerable list => string.Join(" ", list.Cast<object>().Select(item => FactValue(name, item))),
        _ => Convert.ToString(fact, CultureInfo.InvariantCulture) ?? string.Empty,
    };

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
