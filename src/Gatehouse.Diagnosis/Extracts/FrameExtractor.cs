using System.Globalization;
using Gatehouse.Capture;
using Gatehouse.Capture.Pcapng;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Wire.Link;

namespace Gatehouse.Diagnosis.Extracts;

/// <summary>
/// Writes the frames that prove a report's findings into one pcapng: an interface for each vantage point, times by one clock, and the
/// findings as comments on the frames. Captures are read a second time.
/// </summary>
/// <param name="report">The report.</param>
/// <param name="disguise">Changes each frame before it is written; null to write frames as they are.</param>
/// <param name="cancellation">Ends early with <see cref="OperationCanceledException"/>.</param>
public sealed class FrameExtractor(Report report, IFrameDisguise? disguise, CancellationToken cancellation)
{
    /// <summary>Most octets of frames.</summary>
    internal const long MostOctets = 128L * 1024 * 1024;

    private const string Application = "Gatehouse";

    private readonly ProofFrames _proof = ProofFrames.Of(report);
    private readonly List<ExtractedFrame> _frames = [];
    private readonly List<string> _notes = [];
    private long _octets;

    /// <summary>Writes them.</summary>
    /// <param name="output">Where to; not closed.</param>
    public ExtractSummary Write(Stream output)
    {
        PcapngWriter writer = new(output, Application);
        for (int place = 0; place < report.Sources.Count; place++)
        {
            Collect(report.Sources[place], place);
        }

        if (_proof.LeftOut > 0)
        {
            _notes.Add($"{_proof.LeftOut.ToString("N0", CultureInfo.InvariantCulture)} further proving frames were left out: {ProofFrames.Most:N0} are the most of one extract");
        }

        Dictionary<(int Place, LinkType Link), int> interfaces = [];
        foreach (ExtractedFrame frame in _frames.OrderBy(frame => frame.Time.Nanoseconds).ThenBy(frame => frame.Place).ThenBy(frame => frame.Number))
        {
            if (!interfaces.TryGetValue((frame.Place, frame.Link), out int number))
            {
                interfaces[(frame.Place, frame.Link)] = number = writer.AddInterface(
                    frame.Link, ShownName(report.Sources[frame.Place].Name), Describe(report.Sources[frame.Place]));
            }

            writer.Write(number, frame.Time, frame.Data, frame.OriginalLength, frame.Comment);
        }

        return new ExtractSummary(_frames.Count, _notes);
    }

    private void Collect(SourceSummary source, int place)
    {
        IReadOnlyDictionary<long, List<string>> wanted = _proof.OfSource(source.Name);
        if (wanted.Count == 0 || !source.IsCapture)
        {
            return;
        }

        if (source.ReadAgainFrom is not { } file)
        {
            _notes.Add($"{source.Name}: standard input and pipes cannot be read a second time; save it to a file to extract frames of it");
            return;
        }

        try
        {
            using CaptureReader reader = CaptureFile.Open(file);
            Collect(reader, source, place, wanted);
        }
        catch (CaptureException error)
        {
            _notes.Add($"{source.Name}: {error.Message}");
        }
    }

    private void Collect(CaptureReader reader, SourceSummary source, int place, IReadOnlyDictionary<long, List<string>> wanted)
    {
        long last = wanted.Keys.Max();
        int met = 0;
        int undisguised = 0;
        bool isFull = false;
        while (reader.TryRead(out Frame frame) && frame.Number <= last)
        {
            if ((frame.Number & 0xFFF) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            if (!wanted.TryGetValue(frame.Number, out List<string>? comments))
            {
                continue;
            }

            if (_octets + frame.Data.Length > MostOctets)
            {
                _notes.Add($"{source.Name}: frames from {frame.Number} on were left out: {MostOctets / (1024 * 1024)} MiB are the most of one extract");
                isFull = true;
                break;
            }

            met++;
            undisguised += Keep(frame, source, place, comments) ? 0 : 1;
        }

        if (undisguised > 0)
        {
            _notes.Add($"{source.Name}: {Frames(undisguised)} left out: no IP packet that could be disguised");
        }

        if (!isFull && met < wanted.Count)
        {
            _notes.Add($"{source.Name}: {Frames(wanted.Count - met)} not met when the capture was read again, and left out; it may have changed since");
        }
    }

    private static string Frames(int count) => count == 1 ? "1 proving frame was" : $"{count.ToString("N0", CultureInfo.InvariantCulture)} proving frames were";

    private bool Keep(in Frame frame, SourceSummary source, int place, List<string> comments)
    {
        (LinkType link, byte[] data, int originalLength) = (frame.Link, frame.Data.ToArray(), frame.OriginalLength);
        if (disguise is not null && !disguise.TryDisguise(frame, out link, out data, out originalLength))
        {
            return false;
        }

        _octets += data.Length;
        string comment = string.Join('\n', (string[])[$"{ShownName(source.Name)}, frame {frame.Number}", .. comments.Select(Shown)]);
        _frames.Add(new ExtractedFrame(place, frame.Number, source.ToReferenceClock(frame.Time), link, data, originalLength, comment));
        return true;
    }

    private string Shown(string text) => disguise?.Disguise(text) ?? text;

    private string ShownName(string name) => disguise?.DisguiseName(name) ?? name;

    private string Describe(SourceSummary source)
    {
        string file = ShownName(Path.GetFileName(source.File));
        return source.ClockOffsetSeconds == 0 && source.ClockDriftPpm == 0
            ? file
            : string.Create(CultureInfo.InvariantCulture, $"{file}, its clock put back by {source.ClockOffsetSeconds:0.######} s and {source.ClockDriftPpm:0.###} ppm");
    }
}
