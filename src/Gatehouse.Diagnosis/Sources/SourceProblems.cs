using Gatehouse.Capture;
using Gatehouse.Diagnosis.Observation;

namespace Gatehouse.Diagnosis.Sources;

/// <summary>Says in words what a source lost or could not show.</summary>
internal static class SourceProblems
{
    /// <summary>One phrase for each problem.</summary>
    public static IReadOnlyList<string> Describe(SourceObservations source)
    {
        List<string> problems = [.. Describe(source.Problems)];
        Add(problems, source.UndecodedFrames, "frame is on a link type that is not decoded", "frames are on a link type that is not decoded");
        Add(problems, source.MalformedFrames, "frame has headers that contradict themselves", "frames have headers that contradict themselves");
        Add(problems, source.IsSelective ? 0 : source.ClockLeaps, "leap of the clock", "leaps of the clock");
        Add(
            problems,
            source.EvictedUnderPressure,
            "conversation was let go early because there were too many at a time",
            "conversations were let go early because there were too many at a time");
        return problems;
    }

    /// <summary>One phrase for each problem met while reading.</summary>
    public static IEnumerable<string> Describe(CaptureProblems problems) => problems.All.Select(Describe);

    private static string Describe(CaptureProblem problem)
    {
        string what = problem.Kind switch
        {
            CaptureProblemKind.Truncated => $"the file ends inside a record, at octet {problem.Offset:N0}",
            CaptureProblemKind.Damaged => $"damaged at octet {problem.Offset:N0}",
            CaptureProblemKind.CompressionDamaged => $"the compressed wrapper is damaged or ends early, at octet {problem.Offset:N0}",
            CaptureProblemKind.UnknownInterface => Counted(problem.Count, "record names an interface that was never described", "records name an interface that was never described"),
            CaptureProblemKind.UnsupportedLink => Counted(problem.Count, "frame is on a link type that is not decoded", "frames are on a link type that is not decoded"),
            CaptureProblemKind.UnknownBlock => Counted(problem.Count, "block of an unknown type was skipped", "blocks of an unknown type were skipped"),
            CaptureProblemKind.CustomBlock => Counted(problem.Count, "custom block of a vendor was skipped", "custom blocks of vendors were skipped"),
            CaptureProblemKind.DroppedFrames => "the capturing host dropped frames",
            CaptureProblemKind.OddLength => Counted(problem.Count, "record has lengths that contradict each other", "records have lengths that contradict each other"),
            CaptureProblemKind.OddTime => Counted(problem.Count, "time cannot be expressed and was clamped", "times cannot be expressed and were clamped"),
            CaptureProblemKind.ContainsSecrets => "the file holds decryption secrets; they are not used or shown, so take care whom you give it to",
            _ => $"{problem.Kind} ({problem.Count:N0})",
        };
        return problem.Detail is null ? what : $"{what}: {problem.Detail}";
    }

    private static string Counted(long count, string one, string many) => count == 1 ? $"1 {one}" : $"{count:N0} {many}";

    private static void Add(List<string> problems, long count, string one, string many)
    {
        if (count > 0)
        {
            problems.Add(Counted(count, one, many));
        }
    }
}
