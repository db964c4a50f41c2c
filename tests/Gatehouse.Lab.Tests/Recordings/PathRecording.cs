using Gatehouse.Diagnosis;
using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Lab.Tests.Recordings;

/// <summary>What was recorded at one time along the path, from client to server, all by one clock as long as nothing is changed.</summary>
/// <param name="Tapes">The recordings.</param>
internal sealed record PathRecording(IReadOnlyList<Tape> Tapes)
{
    private static int _kept;

    private const string FirstFar = "r2-out";
    private const long Second = 1_000_000_000;

    /// <summary>A gap in which nothing happens anywhere, nanoseconds.</summary>
    private const long Idle = 100_000_000;

    /// <summary>One way between the routers, nanoseconds.</summary>
    private const long Delay = 3_000_000;

    /// <summary>What each clock shows too much in seconds, and by how many parts per million it runs fast.</summary>
    private static readonly Dictionary<string, (double Seconds, double DriftPpm)> Clocks = new()
    {
        ["client"] = (0, 0),
        ["r1-in"] = (0.000_042, -11),
        ["r1-out"] = (-3_600.25, 20),
        ["r2-out"] = (63_072_000.125, -20),
        ["server"] = (-0.75, 20),
    };

    /// <summary>As five machines would have recorded it: a long line between the routers, clocks that are wrong and run apart.</summary>
    public PathRecording Apart() => OverLongLine().WithClocks();

    /// <summary>Only some vantage points, by name and in that order.</summary>
    public PathRecording Only(params IEnumerable<string> names) => new([.. names.Select(name => Tapes.First(tape => tape.Name == name))]);

    /// <summary>With one vantage point changed.</summary>
    public PathRecording With(string name, Func<Tape, Tape> change) => new([.. Tapes.Select(tape => tape.Name == name ? change(tape) : tape)]);

    /// <summary>With quiet moments made longer, so that minutes of recording become an hour.</summary>
    public PathRecording Stretched(int factor)
    {
        Dictionary<long, long> shifts = [];
        long shift = 0;
        long last = long.MaxValue;
        foreach (long time in Tapes.SelectMany(tape => tape.Frames).Select(frame => frame.Time).Order())
        {
            shift += time > last && time - last > Idle ? (time - last) * (factor - 1) : 0;
            shifts[time] = shift;
            last = time;
        }

        return Each(frame => frame with { Time = frame.Time + shifts[frame.Time] });
    }

    /// <summary>
    /// With a delay on the line between the routers, both ways: what happens behind it happens that much later, and so does everything in front
    /// of it that waits for an answer.
    /// </summary>
    public PathRecording OverLongLine()
    {
        int firstFar = Tapes.TakeWhile(tape => tape.Name != FirstFar).Count();
        long[][] times = [.. Tapes.Select(tape => tape.Frames.Select(frame => frame.Time).ToArray())];
        long near = 0;
        long far = 0;
        foreach ((int place, int index) in Tapes
            .SelectMany((tape, place) => tape.Frames.Select((frame, index) => (Place: place, Index: index)))
            .OrderBy(at => Tapes[at.Place].Frames[at.Index].Time))
        {
            bool isToServer = Tapes[place].Frames[index].IsToServer;
            if (isToServer && place == firstFar)
            {
                far = Math.Max(far, near + Delay);
            }
            else if (!isToServer && place == firstFar - 1)
            {
                near = Math.Max(near, far + Delay);
            }

            times[place][index] += place >= firstFar ? far : near;
        }

        return new([.. Tapes.Select((tape, place) => tape with { Frames = [.. tape.Frames.Select((frame, index) => frame with { Time = times[place][index] })] })]);
    }

    /// <summary>With every clock but the client's off and running apart.</summary>
    public PathRecording WithClocks()
    {
        long origin = Tapes[0].Frames[0].Time;
        return new([.. Tapes.Select(tape =>
        {
            (double seconds, double drift) = Clocks[tape.Name];
            return tape with
            {
                ClockOffset = seconds,
                Frames = [.. tape.Frames.Select(frame => frame with
                {
                    Time = frame.Time + (long)(seconds * Second) + (long)((frame.Time - origin) * drift * 1e-6),
                })],
            };
        })]);
    }

    /// <summary>Diagnoses it, with the vantage points named in this order.</summary>
    public Report Diagnose() => Diagnose(areNamed: true);

    /// <summary>Diagnoses it with nothing said about the order.</summary>
    public Report DiagnoseBare() => Diagnose(areNamed: false);

    private Report Diagnose(bool areNamed)
    {
        Keep();
        string folder = Directory.CreateTempSubdirectory("gatehouse-lab").FullName;
        try
        {
            return DiagnosisEngine.Run(
                new DiagnosisOptions { Inputs = [.. Tapes.Select(tape => new EvidenceInput(tape.Save(folder), areNamed ? tape.Name : null))] },
                cancellation: TestContext.Current.CancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>With GATEHOUSE_LAB_KEEP=FOLDER in the environment, recordings stay there, to be looked at.</summary>
    private void Keep()
    {
        if (Environment.GetEnvironmentVariable("GATEHOUSE_LAB_KEEP") is { Length: > 0 } kept)
        {
            string test = TestContext.Current.TestMethod?.MethodName ?? "lab";
            string folder = Directory.CreateDirectory(Path.Combine(kept, $"{test}-{Interlocked.Increment(ref _kept)}")).FullName;
            foreach (Tape tape in Tapes)
            {
                tape.Save(folder);
            }
        }
    }

    private PathRecording Each(Func<TapedFrame, TapedFrame> change) =>
        new([.. Tapes.Select(tape => tape with { Frames = [.. tape.Frames.Select(change)] })]);
}
