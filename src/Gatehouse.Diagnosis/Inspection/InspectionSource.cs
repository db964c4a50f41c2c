using Gatehouse.Capture;
using Gatehouse.Capture.Text;
using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Sources;

namespace Gatehouse.Diagnosis.Inspection;

/// <summary>One capture, or one text with printed packets, read some frames at a time.</summary>
internal sealed class InspectionSource : IDisposable
{
    /// <summary>Frames read at a time: what they end is handed on before the next are read.</summary>
    public const int BatchFrames = 1_024;

    /// <summary>Octets between two words on progress.</summary>
    private const long ProgressStep = 8 * 1024 * 1024;

    private readonly EvidenceFile _file;
    private readonly CaptureReader? _reader;
    private readonly IReadOnlyList<TextFrame> _printed;
    private readonly SourceObservations _observations;
    private IReadOnlyList<string> _notes = [];
    private SourceObserver? _observer;
    private int _nextPrinted;
    private long _nextWord = ProgressStep;

    private InspectionSource(EvidenceFile file, CaptureReader? reader, IReadOnlyList<TextFrame> printed, CaptureProblems problems, string name)
    {
        _file = file;
        _reader = reader;
        _printed = printed;
        _observations = new SourceObservations { Name = name, IsSelective = reader is null, Problems = problems };
    }

    /// <summary>Name of the source in records.</summary>
    public string Name => _observations.Name;

    /// <summary>Opens a file or standard input.</summary>
    /// <exception cref="CaptureException">It cannot be read, or is neither a capture nor printed packets.</exception>
    public static InspectionSource Open(EvidenceInput input, SourceNames names)
    {
        EvidenceFile file = EvidenceFile.Open(input.Path);
        try
        {
            if (file.Kind != EvidenceKind.Text)
            {
                CaptureReader reader = file.OpenCapture();
                return new InspectionSource(file, reader, [], reader.Problems, names.NameOf(input));
            }

            EvidenceText text = file.ReadText();
            PacketText packets = PacketTextReader.Read(text.Content);
            return packets.LooksLikePacketText
                ? new InspectionSource(file, null, packets.Frames, text.Problems, names.NameOf(input)) { _notes = packets.Notes }
                : throw new CaptureException(ForeignText.Describe(text.Content) is { } what
                    ? $"{file.Name} is not a capture that can be read: {what}"
                    : $"{file.Name} is text without printed packets; export them with File > Export Packet Dissections, or name the capture itself");
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Says who takes the observations.</summary>
    public void Start(IObservationSink sink) => _observer = new SourceObserver(_observations, sink);

    /// <summary>Reads the next frames; behind the last, everything still open is handed on.</summary>
    /// <returns>Whether there are more.</returns>
    public bool ReadBatch(IProgress<ReadProgress>? progress, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        SourceObserver observer = _observer ?? throw new InvalidOperationException("Nobody takes the observations.");
        if (_reader is null ? ReadPrinted(observer) : ReadCaptured(_reader, observer))
        {
            Report(progress);
            return true;
        }

        observer.End();
        return false;
    }

    /// <summary>What was lost, and remarks on printed packets, a phrase each that names the file.</summary>
    public IEnumerable<string> Problems() => SourceProblems.Describe(_observations).Concat(_notes).Select(problem => $"{_file.Name}: {problem}");

    public void Dispose()
    {
        _reader?.Dispose();
        _file.Dispose();
    }

    private static bool ReadCaptured(CaptureReader reader, SourceObserver observer)
    {
        for (int i = 0; i < BatchFrames; i++)
        {
            if (!reader.TryRead(out Frame frame))
            {
                return false;
            }

            observer.Observe(frame);
        }

        return true;
    }

    private bool ReadPrinted(SourceObserver observer)
    {
        for (int i = 0; i < BatchFrames && _nextPrinted < _printed.Count; i++)
        {
            observer.Observe(_printed[_nextPrinted++]);
        }

        return _nextPrinted < _printed.Count;
    }

    private void Report(IProgress<ReadProgress>? progress)
    {
        if (progress is not null && _reader is not null && _reader.Position >= _nextWord)
        {
            progress.Report(new ReadProgress(Name, _reader.Position, _file.Length ?? 0));
            _nextWord = _reader.Position + ProgressStep;
        }
    }
}
