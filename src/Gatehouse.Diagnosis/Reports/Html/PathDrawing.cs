using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Languages;

namespace Gatehouse.Diagnosis.Reports.Html;

/// <summary>Draws the path: vantage points in order, the segment that eats packets broken. Once from left to right, and once downwards for narrow screens.</summary>
internal sealed class PathDrawing
{
    private const int Radius = 9;
    private const int Cross = 7;
    private const int LongestName = 22;
    private const int RowMiddle = 40;
    private const int RowHeight = 94;
    private const int RowEdge = 70;
    private const int ColumnMiddle = 22;
    private const int ColumnEdge = 36;
    private const int ColumnSpacing = 84;
    private const int ColumnWidth = 300;

    private readonly HtmlWriter _html;
    private readonly Report _report;
    private readonly PathCounts _counts;
    private readonly Wording _words;
    private readonly bool _isRow;
    private readonly int _edge;
    private readonly int _spacing;

    private PathDrawing(HtmlWriter html, ReportParts parts, bool isRow)
    {
        (_html, _report, _words, _counts, _isRow) = (html, parts.Report, parts.Wording, new PathCounts(parts.Report, parts.Wording), isRow);
        _edge = isRow ? RowEdge : ColumnEdge;
        _spacing = isRow ? Math.Clamp(880 / (_report.Path.Count - 1), 130, 300) : ColumnSpacing;
    }

    /// <summary>Draws it; the path has at least two vantage points.</summary>
    public static void Write(HtmlWriter html, ReportParts parts)
    {
        new PathDrawing(html, parts, isRow: true).Write();
        new PathDrawing(html, parts, isRow: false).Write();
    }

    private void Write()
    {
        IReadOnlyList<string> path = _report.Path;
        int length = (2 * _edge) + (_spacing * (path.Count - 1));
        (int width, int height) = _isRow ? (length, RowHeight) : (ColumnWidth, length);
        (int first, int last) = PathText.Segment(path, _report.Verdict.Where);
        _html.Open("svg", ("class", _isRow ? "picture row" : "picture column"), ("width", width), ("height", height), ("viewBox", $"0 0 {width} {height}"),
            ("role", "img"), ("aria-label", _words.Say(Phrase.PathPicture, ("path", PathText.Draw(path, _report.Verdict.Where)))));
        for (int i = 1; i < path.Count; i++)
        {
            Link(i, i > first && i <= last);
        }

        for (int i = 0; i < path.Count; i++)
        {
            Point(path[i], _edge + (i * _spacing), path[i] == _report.Verdict.Where?.At);
        }

        _html.Close();
    }

    private void Point(string name, int along, bool isCause)
    {
        (int x, int y) = At(along);
        _html.Empty("circle", ("cx", x), ("cy", y), ("r", Radius), ("class", isCause ? "node cause" : "node"));
        Label(x, y, _isRow ? -19 : -1, "name", ShortText.Of(name, LongestName));
        Label(x, y, _isRow ? 30 : 15, "small", _counts.Seen(name) ?? string.Empty);
        if (isCause)
        {
            Label(x, y, _isRow ? 47 : 31, "small bad", _words[Phrase.TheCause]);
        }
    }

    private void Link(int segment, bool isBroken)
    {
        (int x1, int y1) = At(_edge + ((segment - 1) * _spacing) + Radius);
        (int x2, int y2) = At(_edge + (segment * _spacing) - Radius);
        (int x, int y) = ((x1 + x2) / 2, (y1 + y2) / 2);
        _html.Empty("line", ("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2), ("class", isBroken ? "link broken" : "link"));
        if (isBroken)
        {
            _html.Empty("circle", ("cx", x), ("cy", y), ("r", Cross + 6), ("class", "hole"));
            _html.Empty("path", ("d", $"M{x - Cross} {y - Cross}l{2 * Cross} {2 * Cross}m0 {-2 * Cross}l{-2 * Cross} {2 * Cross}"), ("class", "cross"));
        }

        Label(x, y, _isRow ? 30 : 5, isBroken ? "small bad" : "small", _counts.Lost(segment) ?? string.Empty);
    }

    private void Label(int x, int y, int below, string style, string text)
    {
        if (text.Length > 0)
        {
            _html.Open("text", ("x", _isRow ? x : x + 24), ("y", y + below), ("text-anchor", _isRow ? "middle" : "start"), ("class", style)).Text(text).Close();
        }
    }

    private (int X, int Y) At(int along) => _isRow ? (along, RowMiddle) : (ColumnMiddle, along);
}
