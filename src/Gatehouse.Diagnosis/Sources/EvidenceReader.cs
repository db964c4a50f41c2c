using Gatehouse.Capture;
using Gatehouse.Capture.Text;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Logs;

namespace Gatehouse.Diagnosis.Sources;

/// <summary>Reads evidence of every kind. Logs wait until the captures are read, because captures tell the logs' time zone.</summary>
internal sealed class EvidenceReader(DiagnosisOptions options, IProgress<ReadProgress>? progress, CancellationToken cancellation)
{
    private readonly SourceNames _names = new();
    private readonly List<SourceResult?> _results = [];
    private readonly List<Action> _logs = [];
    private readonly List<string> _skipped = [];
    private bool _areSeveral;

    /// <summary>Files of folders that were passed over, each with the reason.</summary>
    public IReadOnlyList<string> Skipped => _skipped;

    /// <summary>Reads everything, in the order given.</summary>
    /// <exception cref="CaptureException">Something the user named cannot be read, or a folder holds nothing that can.</exception>
    public IReadOnlyList<SourceResult> ReadAll()
    {
        (EvidenceInput Input, bool FromFolder)[] files = [.. EvidenceExpander.Expand(options.Inputs)];
        _areSeveral = files.Length > 1;
        foreach ((EvidenceInput input, bool fromFolder) in files)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                Read(input);
            }
            catch (CaptureException error) when (fromFolder)
            {
                _skipped.Add(error.Message);
            }
        }

        foreach (Action readLog in _logs)
        {
            readLog();
        }

        return _results.Count > 0
            ? [.. _results.OfType<SourceResult>()]
            : throw new CaptureException(
                $"nothing in {options.Inputs[0].Path} is evidence that can be read ({_skipped.Count} files tried); name captures, logs or packet lists");
    }

    private void Read(EvidenceInput input)
    {
        using EvidenceFile file = EvidenceFile.Open(input.Path);
        if (file.Kind != EvidenceKind.Text)
        {
            _results.Add(CaptureSource.Diagnose(file, _areSeveral ? input : null, _names.NameOf(input), options, progress, cancellation));
            return;
        }

        EvidenceText text = file.ReadText();
        bool isLog = ClientLogReader.Detect(text.Content);
        PacketText packets = PacketTextReader.Read(text.Content);
        if (!isLog && !packets.LooksLikePacketText)
        {
            throw new CaptureException(
                $"{file.Name} is text, but neither a printed packet list nor a client log; export packets with File > Export Packet Dissections, or name the capture itself");
        }

        string name = _names.NameOf(input);
        if (packets.LooksLikePacketText)
        {
            _results.Add(PacketTextSource.Diagnose(packets, file, text, name, options));
        }

        if (isLog)
        {
            int place = _results.Count;
            _results.Add(null);
            _logs.Add(() => _results[place] = ClientLogSource.Diagnose(
                ClientLogReader.Read(text.Content), file, text.Problems, name, options, Captures()));
        }
    }

    private SourceSummary[] Captures() =>
        [.. _results.OfType<SourceResult>().Select(result => result.Summary).Where(summary => !summary.Kind.StartsWith("client-log", StringComparison.Ordinal))];
}
