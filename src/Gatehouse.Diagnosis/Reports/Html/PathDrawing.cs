using System.Globalization;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Ladders;

namespace Gatehouse.Diagnosis.Reports.Html;

/// <summary>Draws the path: vantage points in order, the segment that eats packets broken.</summary>
internal static class PathDrawing
{
    private const int Middle = 44;
    private const int Radius = 9;
    private const int Height = 104;
    private const int Cross = 7;
    private const int LongestName = 22;

    /// <summary>Draws it; the path has at least two vantage points.</summary>
    public static void Write(HtmlWriter html, Report report)
    {
        IReadOnlyList<string> path = report.Path;
        int spacing = Math.Clamp(880 / (path.Count - 1), 120, 300);
        int edge = 70;
        int width = (2 * edge) + (spacing * (path.Count - 1));
        (int first, int last) = PathText.Segment(path, report.Verdict.Where);
        html.Open("svg", ("class", "picture"), ("width", width), ("height", Height), ("viewBox", $"0 0 {width} {Height}"), ("role", "img"),
            ("aria-label", "Path from client to server: " + PathText.Draw(path, report.Verdict.Where)));
        for (int i = 1; i < path.Count; i++)
        {
            Link(html, edge + ((i - 1) * spacing) + Radius, edge + (i * spacing) - Radius, i > first && i <= last, Lost(report.Ladder, path, i));
        }

        for (int i = 0; i < path.Count; i++)
        {
            int x = edge + (i * spacing);
            bool isCause = path[i] == report.Verdict.Where?.At;
            html.Empty("circle", ("cx", x), ("cy", Middle), ("r", Radius), ("class", isCause ? "node cause" : "node"));
            html.Open("text", ("x", x), ("y", Middle - 20), ("text-anchor", "middle"), ("class", "name")).Text(ShortText.Of(path[i], LongestName)).Close();
            if (Seen(report.Ladder, path[i]) is { } seen)
            {
                html.Open("text", ("x", x), ("y", Middle + 32), ("text-anchor", "middle"), ("class", "small")).Text(seen).Close();
            }

            if (isCause)
            {
                html.Open("text", ("x", x), ("y", Middle + 50), ("text-anchor", "middle"), ("class", "small bad")).Text("here").Close();
            }
        }

        html.Close();
    }

    private static void Link(HtmlWriter html, int from, int to, bool isBroken, string? lost)
    {
        int centre = (from + to) / 2;
        html.Empty("line", ("x1", from), ("y1", Middle), ("x2", to), ("y2", Middle), ("class", isBroken ? "link broken" : "link"));
        if (isBroken)
        {
            html.Empty("circle", ("cx", centre), ("cy", Middle), ("r", Cross + 6), ("class", "hole"));
            html.Empty("path", ("d", $"M{centre - Cross} {Middle - Cross}l{2 * Cross} {2 * Cross}m0 {-2 * Cross}l{-2 * Cross} {2 * Cross}"), ("class", "cross"));
        }

        if (lost is not null)
        {
            html.Open("text", ("x", centre), ("y", Middle + 32), ("text-anchor", "middle"), ("class", isBroken ? "small bad" : "small")).Text(lost).Close();
        }
    }

    /// <summary>"4 of 10 lost" of the packets that passed the vantage point before a segment; null when none were, or when nobody counted.</summary>
    private static string? Lost(Ladder? ladder, IReadOnlyList<string> path, int segment)
    {
        if (ladder is not { Source: null })
        {
            return null;
        }

        (long Lost, long Passed)[] both = [.. ladder.Losses
            .Where(loss => Math.Min(Place(path, ladder, loss.After), Place(path, ladder, loss.Before)) < segment
                && Math.Max(Place(path, ladder, loss.After), Place(path, ladder, loss.Before)) >= segment)
            .Select(loss => (loss.Packets, (loss.IsToServer ? ladder.Lanes[loss.After].ToServer : ladder.Lanes[loss.After].ToClient) ?? loss.Packets))];
        return both.Length == 0 ? null
            : string.Create(CultureInfo.InvariantCulture, $"{both.Sum(loss => loss.Lost):#,0} of {both.Sum(loss => loss.Passed):#,0} lost");
    }

    private static string? Seen(Ladder? ladder, string name) =>
        ladder is { Source: null } && ladder.Lanes.FirstOrDefault(lane => lane.Name == name) is { ToServer: { } there, ToClient: { } back }
            ? string.Create(CultureInfo.InvariantCulture, $"{there:#,0} → · ← {back:#,0}")
            : null;

    private static int Place(IReadOnlyList<string> path, Ladder ladder, int lane)
    {
        int place = 0;
        while (place < path.Count - 1 && path[place] != ladder.Lanes[lane].Name)
        {
            place++;
        }

        return place;
    }
}
