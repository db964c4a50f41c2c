using Gatehouse.Capture;
using Gatehouse.Capture.Text;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement;
using Gatehouse.Diagnosis.Logs;

namespace Gatehouse.Diagnosis.Sources;

/// <summary>Reads evidence of every kind. Logs wait until the captures are read, because captures tell the logs' time zone.</summary>
internal sealed class EvidenceReader(DiagnosisOptions options, IProgress<ReadProgress>? progress, CancellationToken cancellation)
{
    /// <summary>Octets of text read out of folders, in all files and after decompression; what comes then is passed over. The last text may go beyond.</summary>
    internal const long MostFolderText = 256L * 1024 * 1024;

    private readonly SourceNames _names = new();
    private readonly List<SourceResult?> _results = [];
    private readonly List<(int Place, PendingLog Log)> _logs = [];
    private readonly List<string> _skipped = [];
    private readonly ClientLogBudget _budget = new();
    private long _folderText;
    private bool _areSeveral;

    /// <summary>Files of folders that were passed over, and files given twice, each with the reason.</summary>
    public IReadOnlyList<string> Skipped => _skipped;

    /// <summary>Reads everything, in the order given.</summary>
    /// <exception cref="CaptureException">Something the user named cannot be read, or a folder holds nothing that can.</exception>
    public IReadOnlyList<SourceResult> ReadAll()
    {
        SameEvidence same = new();
        (EvidenceInput Input, bool FromFolder)[] files =
            [.. EvidenceExpander.Expand(options.Inputs, _skipped.Add).Where(file => !IsGivenTwice(file.Input, same))];
        _areSeveral = files.Length > 1;
        foreach ((EvidenceInput input, bool fromFolder) in files)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                Read(input, fromFolder);
            }
            catch (CaptureException error) when (fromFolder)
            {
                _skipped.Add(error.Message);
            }
        }

        JudgeLogs();
        return _results.Count > 0
            ? [.. _results.OfType<SourceResult>()]
            : throw new CaptureException(
                $"nothing in {options.Inputs[0].Path} is evidence that can be read ({(_skipped.Count > 0 ? _skipped[0] : "no files")}); name captures, logs or packet lists");
    }

    private bool IsGivenTwice(EvidenceInput input, SameEvidence same)
    {
        if (same.Before(input.Path) is not { } before)
        {
            return false;
        }

        _skipped.Add(SameEvidence.Describe(input.Path, before));
        return true;
    }

    private void Read(EvidenceInput input, bool fromFolder)
    {
        using EvidenceFile file = EvidenceFile.Open(input.Path);
        if (file.Kind != EvidenceKind.Text)
        {
            SourceResult result = CaptureSource.Diagnose(file, _areSeveral ? input : null, _names.NameOf(input), options, progress, cancellation);
            _results.Add(result with { Reopen = file.Length is null ? null : input.Path });
            return;
        }

        if (fromFolder && _folderText >= MostFolderText)
        {
            throw new CaptureException($"{file.Name} was not read: {MostFolderText / (1024 * 1024)} MiB of text in folders were read before it; name it itself");
        }

        EvidenceText text = file.ReadText();
        _folderText += fromFolder ? text.Content.Length : 0;
        bool isLog = ClientLogReader.Detect(text.Content);
        PacketText packets = PacketTextReader.Read(text.Content, cancellation);
        if (!isLog && !packets.LooksLikePacketText)
        {
            throw new CaptureException(ForeignText.Describe(text.Content) is { } what
                ? $"{file.Name} is not evidence that can be read: {what}"
                : $"{file.Name} is text, but neither a printed packet list nor a client log{Remarks(packets)}; export packets with File > Export Packet Dissections, or name the capture itself");
        }

        if (packets.LooksLikePacketText)
        {
            _results.Add(PacketTextSource.Diagnose(packets, file, text, _names.NameOf(input), options, cancellation));
        }

        if (isLog)
        {
            ClientLog log = ClientLogReader.Read(text.Content, _budget, cancellation);
            _logs.Add((_results.Count, new PendingLog(log, _names.NameOf(input), file.Name, file.IsCompressed, text.Problems)));
            _results.Add(null);
        }
    }

    private static string Remarks(PacketText packets) => packets.Unread > 0 ? $" ({string.Join(", ", packets.Notes)})" : string.Empty;

    private void JudgeLogs()
    {
        SourceSummary[] captures = [.. _results.OfType<SourceResult>().Select(result => result.Summary)];
        bool named = false;
        foreach ((int place, PendingLog log) in _logs)
        {
            cancellation.ThrowIfCancellationRequested();
            (_results[place], bool namesEndpoint) = ClientLogSource.Diagnose(log, options, captures);
            named |= namesEndpoint;
        }

        if (options.Endpoint is { } endpoint && !named && new EndpointFilter(endpoint).IsUser)
        {
            LeaveOut(endpoint);
        }
    }

    /// <summary>A user whom no log names may be anybody or nobody: then nothing that the captures show is said of him.</summary>
    private void LeaveOut(string user)
    {
        for (int i = 0; i < _results.Count; i++)
        {
            if (_results[i] is { } result && !_logs.Exists(log => log.Place == i))
            {
                string note = $"{EndpointNotes.Nothing(user)}: it is no address, and no log names such a user";
                SourceSummary summary = result.Summary with { Notes = [.. result.Summary.Notes, note] };
                _results[i] = new SourceResult(summary, [], new ConversationCounts(0, 0, 0));
            }
        }
    }
}
