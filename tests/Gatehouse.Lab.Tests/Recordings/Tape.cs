using Gatehouse.Capture;
using Gatehouse.Tests.Common.Captures;

namespace Gatehouse.Lab.Tests.Recordings;

/// <summary>What was recorded at one place.</summary>
/// <param name="Name">The vantage point.</param>
/// <param name="Frames">Its frames in file order.</param>
internal sealed record Tape(string Name, IReadOnlyList<TapedFrame> Frames)
{
    private const int HardwareAddresses = 12;

    /// <summary>This clock minus the client's, seconds, at the client's first frame: what the report should say.</summary>
    public double ClockOffset { get; init; }

    /// <summary>Reads a capture.</summary>
    public static Tape Read(string name, string file)
    {
        List<TapedFrame> frames = [];
        using CaptureReader reader = CaptureFile.Open(file);
        while (reader.TryRead(out Frame frame))
        {
            frames.Add(new TapedFrame(frame.Time.Nanoseconds, frame.OriginalLength, frame.Data.ToArray()));
        }

        return new Tape(name, frames);
    }

    /// <summary>With an 802.1Q tag in each frame, as mirror ports of trunks give it.</summary>
    public Tape Tag() => this with
    {
        Frames = [.. Frames.Select(frame => new TapedFrame(
            frame.Time,
            frame.Length + 4,
            [.. frame.Octets.AsSpan(0, HardwareAddresses), 0x81, 0x00, 0x00, 0x78, .. frame.Octets.AsSpan(HardwareAddresses)]))],
    };

    /// <summary>With only the first octets of each frame.</summary>
    public Tape Cut(int snapLength) => this with
    {
        Frames = [.. Frames.Select(frame => frame with { Octets = frame.Octets[..Math.Min(snapLength, frame.Octets.Length)] })],
    };

    /// <summary>With each frame twice, as a mirror of both directions of both ports gives it.</summary>
    public Tape Twice() => this with { Frames = [.. Frames.SelectMany(frame => new[] { frame, frame with { Time = frame.Time + 3_000 } })] };

    /// <summary>Together with another tape, as a mirror of several ports of one device gives it: most packets twice, one hop apart.</summary>
    public Tape And(Tape other) => this with { Frames = [.. Frames.Concat(other.Frames).OrderBy(frame => frame.Time)] };

    /// <summary>Without what came in the first part of the time, or in the last.</summary>
    /// <param name="from">Share of the time at which it begins, 0 to 1.</param>
    /// <param name="to">Share of the time at which it ends.</param>
    public Tape Between(double from, double to)
    {
        long start = Frames[0].Time;
        double span = Frames[^1].Time - start;
        return this with { Frames = [.. Frames.Where(frame => (frame.Time - start) / span >= from && (frame.Time - start) / span <= to)] };
    }

    /// <summary>Writes a pcap with nanoseconds into a folder.</summary>
    public string Save(string folder)
    {
        PcapFileBuilder builder = CaptureBuilder.Pcap(PcapVariant.Nanoseconds);
        foreach (TapedFrame frame in Frames)
        {
            builder.Frame(frame.Time, frame.Octets, (uint)frame.Length);
        }

        string file = Path.Combine(folder, $"{Name}.pcap");
        File.WriteAllBytes(file, builder.ToArray());
        return file;
    }
}
