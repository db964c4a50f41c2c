using Gatehouse.Diagnosis.Ladders;
using Gatehouse.Diagnosis.Languages;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>How many packets of the ladder's conversation each vantage point of the path saw, and each segment lost.</summary>
/// <param name="report">The report; without a ladder across the path there is nothing to count.</param>
/// <param name="words">The words of its language.</param>
internal sealed class PathCounts(Findings.Report report, Wording words)
{
    private readonly Ladder? _ladder = report.Ladder is { Source: null } ladder ? ladder : null;

    /// <summary>Whether there is something to count.</summary>
    public bool IsKnown => _ladder is not null;

    /// <summary>"9 out, 5 back" at a vantage point; null when it is not counted.</summary>
    public string? Seen(string name) =>
        _ladder?.Lanes.FirstOrDefault(lane => lane.Name == name) is { ToServer: { } there, ToClient: { } back }
            ? words.Say(Phrase.OutAndBack, ("out", words.Number(there)), ("back", words.Number(back)))
            : null;

    /// <summary>"4 of 9 lost" of the packets that came to a segment; null when none were.</summary>
    /// <param name="segment">The place behind the segment, from 1.</param>
    public string? Lost(int segment)
    {
        long lost = 0;
        long passed = 0;
        foreach (LadderLoss loss in _ladder?.Losses ?? [])
        {
            int after = Place(_ladder!.Lanes[loss.After].Name);
            int before = Place(_ladder.Lanes[loss.Before].Name);
            if (Math.Min(after, before) < segment && Math.Max(after, before) >= segment)
            {
                lost += loss.Packets;
                passed += (loss.IsToServer ? _ladder.Lanes[loss.After].ToServer : _ladder.Lanes[loss.After].ToClient) ?? loss.Packets;
            }
        }

        return lost == 0 ? null : words.Say(Phrase.LostOf, ("lost", words.Number(lost)), ("passed", words.Number(passed)));
    }

    private int Place(string name)
    {
        int place = 0;
        while (place < report.Path.Count - 1 && report.Path[place] != name)
        {
            place++;
        }

        return place;
    }
}
