using System.Text;
using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>Draws the path in one line of plain characters.</summary>
internal static class PathText
{
    /// <summary>"client -- r1-in --X-- r1-out -- server", the X where packets vanish; "[server]" where a vantage point is itself the cause.</summary>
    public static string Draw(IReadOnlyList<string> path, Location? where)
    {
        (int broken, int breaks) = Segment(path, where);
        StringBuilder text = new();
        for (int i = 0; i < path.Count; i++)
        {
            if (i > 0)
            {
                text.Append(i > broken && i <= breaks ? " --X-- " : " -- ");
            }

            string name = SafeText.Escape(path[i]);
            text.Append(path[i] == where?.At ? $"[{name}]" : name);
        }

        return text.ToString();
    }

    /// <summary>The vantage points between which packets vanish, by their places on the path, the smaller first; (-1, -1) when the location is no segment.</summary>
    public static (int First, int Last) Segment(IReadOnlyList<string> path, Location? where)
    {
        int after = IndexOf(path, where?.After);
        int before = IndexOf(path, where?.Before);
        return after < 0 || before < 0 ? (-1, -1) : (Math.Min(after, before), Math.Max(after, before));
    }

    private static int IndexOf(IReadOnlyList<string> path, string? name)
    {
        for (int i = 0; i < path.Count; i++)
        {
            if (path[i] == name)
            {
                return i;
            }
        }

        return -1;
    }
}
