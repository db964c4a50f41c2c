using System.Globalization;
using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement.Paths;
using Gatehouse.Diagnosis.Paths;
using Gatehouse.Diagnosis.Paths.Matching;

namespace Gatehouse.Diagnosis.Sources;

/// <summary>Reads several captures a second time, compares them packet by packet, and judges them together.</summary>
internal sealed class CaptureComparison(DiagnosisOptions options, IProgress<ReadProgress>? progress, CancellationToken cancellation)
{
    /// <summary>Most captures compared; further ones are judged alone.</summary>
    internal const int MostCaptures = 16;

    private const long ProgressStep = 8 * 1024 * 1024;
    private const double PartsPerMillion = 1e6;

    /// <summary>Compares what can be compared.</summary>
    /// <param name="results">What each source gave alone, in the order given.</param>
    /// <returns>Null when there is nothing to compare.</returns>
    public ComparedSources? Run(IReadOnlyList<SourceResult> results)
    {
        SourceResult[] captures = [.. results.Where(result => result is { Capture: not null, Reopen: not null }).Take(MostCaptures)];
        if (captures.Length < 2)
        {
            return results.Count(result => result.Capture is not null) < 2
                ? null
                : ComparedSources.Alone([.. results.Select(result => result with { Summary = NoteAlone(result) })]);
        }

        Interest interest = new(
            captures.SelectMany(capture => capture.Capture!.Judgement.Each).Select(each => each.Finding), captures.Max(capture => capture.Summary.Frames));
        PacketDigest digest = new(captures.Any(capture => capture.Capture!.Context.Source.CutPackets > 0) ? PacketDigest.Cut : PacketDigest.Whole);
        VantagePoint[] points = IndexAll(captures, interest, digest);
        PathPicture picture = PathBuilder.Build(points, interest);
        Dictionary<SourceResult, VantagePoint> pointOf = captures.Zip(points).ToDictionary(pair => pair.First, pair => pair.Second);
        return Join(results, pointOf, picture);
    }

    private VantagePoint[] IndexAll(SourceResult[] captures, Interest interest, PacketDigest digest)
    {
        VantagePoint[] points = new VantagePoint[captures.Length];
        long[] lengths = [.. captures.Select(capture => capture.Length)];
        JointProgress? joint = progress is null ? null : new JointProgress(progress, captures.Length, lengths.Sum());
        SideBySide.RunAll(lengths, number => points[number] = Index(captures[number], number, interest, digest, joint?.Of()), cancellation);
        return points;
    }

    private VantagePoint Index(SourceResult capture, int number, Interest interest, PacketDigest digest, IProgress<ReadProgress>? told)
    {
        CaptureEvidence evidence = capture.Capture!;
        SightingIndex index = new();
        VantagePoint point = new(number, capture.Summary.Name, evidence.IsNamed, evidence.Context, index);
        try
        {
            using EvidenceFile file = EvidenceFile.Open(capture.Reopen!);
            using CaptureReader reader = file.OpenCapture();
            Read(reader, new SightingIndexer(index, interest, digest), capture.Summary.Name, file.Length ?? 0, told);
        }
        catch (CaptureException error)
        {
            point.Notes.Add($"it could not be read a second time and was not compared with the others: {error.Message}");
        }

        if (index.IsCapped || index.Directory.IsFull)
        {
            point.Notes.Add($"only the first {index.Sightings.Length.ToString("N0", CultureInfo.InvariantCulture)} packets were compared with those of other captures; name an endpoint or a stretch of time to compare others");
        }

        return point;
    }

    private void Read(CaptureReader reader, SightingIndexer indexer, string name, long length, IProgress<ReadProgress>? told)
    {
        TimesAskedFor times = new(options);
        long nextWord = ProgressStep;
        while (reader.TryRead(out Frame frame))
        {
            if (times.ContainsForSure(frame.Time))
            {
                indexer.Observe(frame);
            }

            if ((frame.Number & 0x3FF) == 0 && reader.Position >= nextWord)
            {
                cancellation.ThrowIfCancellationRequested();
                told?.Report(new ReadProgress(name, reader.Position, length));
                nextWord = reader.Position + ProgressStep;
            }
        }
    }

    private ComparedSources Join(IReadOnlyList<SourceResult> results, Dictionary<SourceResult, VantagePoint> points, PathPicture picture)
    {
        bool hasPath = picture.Path.Count > 1;
        List<Finding> findings = [];
        List<ConversationCounts> counts = [];
        if (hasPath)
        {
            (IReadOnlyList<Finding> together, ConversationCounts conversations) = PathJudgement.Of(
                picture, [.. results.Where(IsOnPath).Select(result => (result.Summary.Name, result.Capture!.Judgement))], cancellation);
            findings.AddRange(together);
            counts.Add(conversations);
        }

        foreach (SourceResult alone in results.Where(result => !IsOnPath(result)))
        {
            findings.AddRange(alone.Findings);
            counts.Add(alone.Conversations);
        }

        return new ComparedSources(
            [.. results.Select(Summarise)],
            findings,
            new ConversationCounts(counts.Sum(count => count.Total), counts.Sum(count => count.Healthy), counts.Sum(count => count.Faulty), counts.Sum(count => count.Unjudged)),
            hasPath ? [.. picture.Path.Select(point => point.Name)] : null)
        {
            Picture = picture,
        };

        bool IsOnPath(SourceResult result) => hasPath && points.TryGetValue(result, out VantagePoint? point) && point.IsOnPath;

        SourceSummary Summarise(SourceResult result)
        {
            if (result.Capture is null)
            {
                return result.Summary;
            }

            return points.TryGetValue(result, out VantagePoint? point)
                ? Describe(result.Summary, point, points.Values.First())
                : NoteAlone(result);
        }
    }

    /// <summary>Says of a capture that was not compared why.</summary>
    private static SourceSummary NoteAlone(SourceResult result)
    {
        string? why = result switch
        {
            { Capture: null } => null,
            { Reopen: null } => "it cannot be read twice and was judged alone; save it to a file to compare it with the others",
            _ => $"judged alone: only captures that can be read twice are compared with each other, and at most {MostCaptures}",
        };
        return why is null ? result.Summary : result.Summary with { Notes = [.. result.Summary.Notes, why] };
    }

    private static SourceSummary Describe(SourceSummary summary, VantagePoint point, VantagePoint reference)
    {
        List<string> notes = [.. summary.Notes, .. point.Notes];
        if (!point.IsOnPath)
        {
            notes.Add("it shares no packets with the other captures: unrelated, and judged alone");
            return summary with { Notes = notes };
        }

        if (point.Clock is not { } clock)
        {
            notes.Add("it shares no packets with the other captures, only hosts: its clock could not be compared and is taken to agree");
            return summary with { Notes = notes };
        }

        if (point != reference && !clock.IsTwoWay)
        {
            notes.Add("packets of one direction only are shared: the clock's offset includes the time under way");
        }

        return summary with
        {
            ClockOffsetSeconds = clock.Offset / (double)Timestamp.PerSecond,
            ClockDriftPpm = Math.Round(clock.Drift * PartsPerMillion, 3),
            ClockOrigin = new Timestamp(clock.Origin),
            ClockUncertaintySeconds = clock.Uncertainty / (double)Timestamp.PerSecond,
            Notes = notes,
        };
    }
}
