using System.Globalization;
using Gatehouse.Diagnosis.Ladders;

namespace Gatehouse.Diagnosis.Reports.Html;

/// <summary>Draws a ladder: a lane for each vantage point, time downwards, a row for each packet.</summary>
internal sealed class LadderDrawing
{
    private const int HeadWithAddress = 58;
    private const int HeadWithout = 42;
    private const int Row = 40;
    private const int GapRow = 28;
    private const int Edge = 46;
    private const int Head = 10;
    private const int Cross = 6;
    private const int LongestName = 20;
    private const int LongestAddress = 46;
    private const int LongestLabel = 84;

    // Pixels that the style sheet leaves beside the margins.
    private const int PageWidth = 980;

    // Width of a character of a label, rather too much, for keeping labels inside the picture.
    private const double Character = 6.5;
    private const double BoldCharacter = 7.4;

    private readonly HtmlWriter _html;
    private readonly Ladder _ladder;
    private readonly LadderWording _words;
    private readonly int _timeWidth;
    private readonly int _spacing;
    private readonly int _width;
    private readonly int _top;
    private int _y;

    private LadderDrawing(HtmlWriter html, Ladder ladder, Wording words)
    {
        (_html, _ladder, _words) = (html, ladder, new LadderWording(words));
        _timeWidth = 16 + (int)(ladder.Steps.Max(step => LadderWording.Elapsed(ladder, step).Length) * BoldCharacter);
        _spacing = ladder.Lanes.Count == 2
            ? Math.Clamp(Math.Max(40 + (int)ladder.Steps.Max(step => Room(step, BoldCharacter)), RoomForAddresses(ladder)), 220, 520)
            : Math.Clamp((PageWidth - _timeWidth - (2 * Edge)) / (ladder.Lanes.Count - 1), 150, 520);
        _top = ladder.Lanes.Any(lane => lane.Address is not null) ? HeadWithAddress : HeadWithout;
        _y = _top;
        _width = _timeWidth + (2 * Edge) + (_spacing * (ladder.Lanes.Count - 1));
    }

    /// <summary>Draws it.</summary>
    public static void Write(HtmlWriter html, Ladder ladder, Wording words) => new LadderDrawing(html, ladder, words).Write();

    private void Write()
    {
        int gaps = _ladder.Steps.Count(step => step.SkippedBefore > 0) + (_ladder.SkippedAfter > 0 ? 1 : 0);
        int height = _top + (_ladder.Steps.Count * Row) + (gaps * GapRow) + 16;
        _html.Open("svg", ("class", "picture"), ("width", _width), ("height", height), ("viewBox", $"0 0 {_width} {height}"), ("role", "img"),
            ("aria-label", _words.Description(_ladder)));
        Lanes(height);
        foreach (LadderStep step in _ladder.Steps)
        {
            Gap(step.SkippedBefore);
            Step(step);
        }

        Gap(_ladder.SkippedAfter);
        _html.Close();
    }

    private void Lanes(int height)
    {
        foreach ((int first, int last) in _ladder.Losses.Select(loss => (Math.Min(loss.After, loss.Before), Math.Max(loss.After, loss.Before))).Distinct())
        {
            _html.Empty("rect", ("x", X(first)), ("y", _top - 10), ("width", X(last) - X(first)), ("height", height - _top + 4), ("class", "eater"));
        }

        for (int lane = 0; lane < _ladder.Lanes.Count; lane++)
        {
            LadderLane it = _ladder.Lanes[lane];
            Label(X(lane), 18, "middle", "name", ShortText.Of(it.Name, LongestName));
            if (it.Address is { } address)
            {
                int most = _ladder.Lanes.Count == 2 ? LongestAddress : (int)(_spacing / Character);
                bool isWide = address.Length * Character > 2 * Edge;
                bool isOuter = lane == 0 || lane == _ladder.Lanes.Count - 1;
                (string anchor, int aside) = !isWide || !isOuter ? ("middle", 0) : lane == 0 ? ("start", -Edge) : ("end", Edge);
                Label(X(lane), 36, anchor, "small", ShortText.Of(address, most), aside);
            }

            _html.Empty("line", ("x1", X(lane)), ("y1", _top - 10), ("x2", X(lane)), ("y2", height - 6), ("class", "lane"));
        }
    }

    private void Gap(long skipped)
    {
        if (skipped > 0)
        {
            Label(X(0) + 10, _y + 18, "start", "small gap", _words.Skipped(skipped));
            _y += GapRow;
        }
    }

    private void Step(LadderStep step)
    {
        int line = _y + 24;
        string style = step switch
        {
            { LostBefore: not null } or { Mark: LadderMark.Alert or LadderMark.Reset } => "bad",
            { Mark: LadderMark.Error } => "odd",
            _ => "plain",
        };
        (int start, int end) = Ends(step);
        _html.Open("g", ("class", step.IsSentAgain ? $"{style} again" : style));
        _html.Element("title", $"{step.Label}{(_words.Tag(step) is { Length: > 0 } tag ? $" ({tag})" : string.Empty)}");
        Label(_timeWidth - 12, line + 4, "end", "time", LadderWording.Elapsed(_ladder, step));
        _html.Empty("line", ("x1", start), ("y1", line), ("x2", end), ("y2", line), ("class", "way"));
        if (step.LostBefore is null)
        {
            int back = end > start ? -Head : Head;
            _html.Empty("path", ("d", $"M{end} {line}l{back} -5v10z"), ("class", "tip"));
        }
        else
        {
            _html.Empty("path", ("d", $"M{end - Cross} {line - Cross}l{2 * Cross} {2 * Cross}m0 {-2 * Cross}l{-2 * Cross} {2 * Cross}"), ("class", "cross"));
        }

        Words(step, Math.Min(start, end), line - 7, style == "plain" ? Character : BoldCharacter);
        Numbers(step, line);
        _html.Close();
        _y += Row;
    }

    /// <summary>Where the arrow begins and ends. One that a single lane saw, and that is known to be lost nowhere, is a short piece of it.</summary>
    private (int Start, int End) Ends(LadderStep step)
    {
        int way = step.IsToServer ? 1 : -1;
        int start = X(step.From);
        int end = X(step.To);
        if (step.StartsBetween)
        {
            start = (start + end) / 2;
        }

        if (step.LostBefore is { } before)
        {
            return (start, (X(step.To) + X(before)) / 2);
        }

        if (start != end)
        {
            return (start, end);
        }

        bool isLast = step.IsToServer ? step.To == _ladder.Lanes.Count - 1 : step.To == 0;
        return isLast ? (start - (way * _spacing * 2 / 5), end) : (start, end + (way * _spacing * 2 / 5));
    }

    private void Words(LadderStep step, int left, int y, double character)
    {
        string label = ShortText.Of(step.Label, LongestLabel);
        string tag = _words.Tag(step);
        bool isBackAndLost = !step.IsToServer && step.LostBefore is not null;
        int x = isBackAndLost ? X(step.From) - 8 : Math.Max(_timeWidth, Math.Min(left + 10, _width - (int)Room(step, character) - 4));
        _html.Open("text", ("x", x), ("y", y), ("text-anchor", isBackAndLost ? "end" : "start"), ("class", "label")).Text(label);
        if (tag.Length > 0)
        {
            _html.Open("tspan", ("class", "tag"), ("dx", 8)).Text(tag).Close();
        }

        _html.Close();
    }

    /// <summary>Width of a packet's label and tag.</summary>
    private double Room(LadderStep step, double character) =>
        ((CellWidth.Of(ShortText.Of(step.Label, LongestLabel)) + CellWidth.Of(_words.Tag(step))) * character) + 12;

    /// <summary>Distance of two lanes at which the addresses above them do not touch.</summary>
    private static int RoomForAddresses(Ladder ladder) =>
        (int)(ladder.Lanes.Sum(lane => Math.Min(LongestAddress, lane.Address?.Length ?? 0)) * Character) - (2 * Edge) + 24;

    private void Numbers(LadderStep step, int line)
    {
        for (int lane = 0; lane < step.Frames.Count; lane++)
        {
            if (step.Frames[lane] is { } frame)
            {
                if (lane != step.To || lane == step.From || step.LostBefore is not null)
                {
                    _html.Empty("circle", ("cx", X(lane)), ("cy", line), ("r", 3), ("class", "dot"));
                }

                Label(X(lane), line + 14, "start", "frame", frame.ToString(CultureInfo.InvariantCulture), 5);
            }
        }
    }

    private void Label(int x, int y, string anchor, string style, string text, int aside = 0) =>
        _html.Open("text", ("x", x + aside), ("y", y), ("text-anchor", anchor), ("class", style)).Text(text).Close();

    private int X(int lane) => _timeWidth + Edge + (lane * _spacing);
}
