using System.Runtime.ExceptionServices;
using Gatehouse.Capture;
using Gatehouse.Capture.Text;
using Gatehouse.Capture.Zip;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement;
using Gatehouse.Diagnosis.Judgement.Settings;
using Gatehouse.Diagnosis.Logs;
using Gatehouse.Diagnosis.Settings;

namespace Gatehouse.Diagnosis.Sources;

/// <summary>
/// Reads evidence of every kind. Logs wait until the captures are read, because captures tell the logs' time zone; settings wait because captures
/// show whether they are in effect.
/// </summary>
internal sealed class EvidenceReader(DiagnosisOptions options, IProgress<ReadProgress>? progress, CancellationToken cancellation)
{
    /// <summary>Octets of text read out of folders, in all files and after decompression; what comes then is passed over. The last text may go beyond.</summary>
    internal const long MostFolderText = 256L * 1024 * 1024;

    private readonly SourceNames _names = new();
    private readonly SameEvidence _same = new();
    private readonly Dictionary<string, string> _named = new(StringComparer.Ordinal);
    private readonly List<SourceResult?> _results = [];
    private readonly List<PendingCapture> _captures = [];
    private readonly List<(int Place, PendingLog Log)> _logs = [];
    private readonly List<(int Place, PendingSettings Settings)> _settings = [];
    private readonly List<string> _skipped = [];
    private readonly ClientLogBudget _budget = new();
    private long _folderText;
    private bool _areSeveral;

    /// <summary>Files of folders that were passed over, and files given twice, each with the reason.</summary>
    public IReadOnlyList<string> Skipped => _skipped;

    /// <summary>The settings files, when there is no other evidence; null otherwise.</summary>
    public TransportCase? SettingsAlone { get; private set; }

    /// <summary>Reads everything, in the order given.</summary>
    /// <exception cref="CaptureException">Something the user named cannot be read, or a folder holds nothing that can.</exception>
    public IReadOnlyList<SourceResult> ReadAll()
    {
        NameCaptures();
        (EvidenceInput Input, bool FromFolder)[] files =
            [.. EvidenceExpander.Expand(options.Inputs, _skipped.Add).Where(file => !IsGivenTwice(file.Input.Path, _same.Before(file.Input.Path)))];
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

        ReadCaptures();
        JudgeLogs();
        JudgeSettings();
        return _results.Exists(result => result is not null)
            ? [.. _results.OfType<SourceResult>()]
            : throw new CaptureException(
                $"nothing in {options.Inputs[0].Path} is evidence that can be read ({(_skipped.Count > 0 ? _skipped[0] : "no files")}); name captures, logs, packet lists or settings files");
    }

    /// <summary>A name given to a folder or an archive is meant for the capture in it.</summary>
    private void NameCaptures()
    {
        foreach (EvidenceInput input in options.Inputs.Where(input => input.Name is not null))
        {
            if (OnlyCapture.In(input, cancellation) is { } capture)
            {
                _named.TryAdd(capture, input.Name!);
            }
        }
    }

    private bool IsGivenTwice(string path, string? before)
    {
        if (before is null || (!SameEvidence.AreOne(before, path) && HoldsSettings(path)))
        {
            return false;
        }

        _skipped.Add(SameEvidence.Describe(path, before));
        return true;
    }

    /// <summary>Two agents may well have the same settings; then both say so.</summary>
    private static bool HoldsSettings(string path)
    {
        using EvidenceFile file = EvidenceFile.Open(path);
        return file.Kind == EvidenceKind.Text && SettingsReader.Detect(file.ReadText().Content) is not null;
    }

    private void Read(EvidenceInput input, bool fromFolder)
    {
        using EvidenceFile file = EvidenceFile.Open(input.Path);
        if (ArchiveWalker.IsArchive(file) && File.Exists(input.Path) && file.CanReopen)
        {
            _areSeveral = true;
            new ArchiveWalker(ReadEntry, _skipped.Add, cancellation).Walk(ZipFolder.Open(input.Path));
        }
        else
        {
            Read(file, input with { Name = _named.GetValueOrDefault(input.Path) ?? input.Name }, fromFolder);
        }
    }

    private void ReadEntry(EvidenceFile file)
    {
        if (!IsGivenTwice(file.Name, _same.Before(file)))
        {
            Read(file, new EvidenceInput(file.Name, _named.GetValueOrDefault(file.Name)), fromFolder: true);
        }
    }

    private void Read(EvidenceFile file, EvidenceInput input, bool fromFolder)
    {
        if (file.Kind != EvidenceKind.Text)
        {
            TakeCapture(file, _areSeveral ? input : null, _names.NameOf(input), fromFolder);
            return;
        }

        if (fromFolder && _folderText >= MostFolderText)
        {
            throw new CaptureException($"{file.Name} was not read: {MostFolderText / (1024 * 1024)} MiB of text in folders were read before it; name it itself");
        }

        EvidenceText text = file.ReadText();
        _folderText += fromFolder ? text.Content.Length : 0;
        if (SettingsReader.Detect(text.Content) is { } kind)
        {
            SettingsFile settings = SettingsReader.Read(text.Content, kind, cancellation);
            _settings.Add((_results.Count, new PendingSettings(settings, _names.NameOf(input), file.Name, file.IsCompressed, text.Problems)));
            _results.Add(null);
            return;
        }

        bool isLog = ClientLogReader.Detect(text.Content);
        PacketText packets = PacketTextReader.Read(text.Content, cancellation);
        bool isServerLog = ServerLogReader.Detect(text.Content);
        if (!isLog && !isServerLog && !packets.LooksLikePacketText)
        {
            throw new CaptureException(ForeignText.Describe(text.Content) is { } what
                ? $"{file.Name} is not evidence that can be read: {what}"
                : $"{file.Name} is text, but neither a printed packet list nor a client log nor a server log nor a settings file{Remarks(packets)}; export packets with File > Export Packet Dissections, or name the capture itself");
        }

        if (packets.LooksLikePacketText)
        {
            _results.Add(PacketTextSource.Diagnose(packets, file, text, _names.NameOf(input), options, cancellation));
        }

        if (isServerLog)
        {
            ServerLog log = ServerLogReader.Read(text.Content, cancellation);
            _results.Add(ServerLogSource.Diagnose(log, _names.NameOf(input), file, text.Problems, options));
        }

        if (isLog)
        {
            ClientLog log = ClientLogReader.Read(text.Content, _budget, cancellation);
            _logs.Add((_results.Count, new PendingLog(log, _names.NameOf(input), file.Name, file.IsCompressed, text.Problems)));
            _results.Add(null);
        }
    }

    /// <summary>A capture that can be opened again waits for the others; pipes and what lies in archives are read as they come.</summary>
    private void TakeCapture(EvidenceFile file, EvidenceInput? input, string name, bool fromFolder)
    {
        if (input is not null && file.Length is { } length && !file.IsInArchive)
        {
            _captures.Add(new PendingCapture(_results.Count, file.Name, input, name, length, fromFolder));
            _results.Add(null);
        }
        else
        {
            _results.Add(CaptureSource.Diagnose(file, input, name, options, progress, cancellation));
        }
    }

    private void ReadCaptures()
    {
        JointProgress? joint = progress is null ? null : new JointProgress(progress, _captures.Count, _captures.Sum(pending => pending.Length));
        Exception?[] failures = SideBySide.Run([.. _captures.Select(pending => pending.Length)], Read, cancellation);
        foreach ((PendingCapture pending, Exception? failure) in _captures.Zip(failures))
        {
            if (failure is CaptureException && pending.FromFolder)
            {
                _skipped.Add(failure.Message);
            }
            else if (failure is not null)
            {
                ExceptionDispatchInfo.Throw(failure);
            }
        }

        void Read(int number)
        {
            PendingCapture pending = _captures[number];
            using EvidenceFile file = EvidenceFile.Open(pending.Path);
            _results[pending.Place] = CaptureSource.Diagnose(file, pending.Input, pending.Name, options, joint?.Of(), cancellation);
        }
    }

    private static string Remarks(PacketText packets) => packets.Unread > 0 ? $" ({string.Join(", ", packets.Notes)})" : string.Empty;

    private void JudgeLogs()
    {
        SourceResult[] captures = [.. _results.OfType<SourceResult>()];
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

    private void JudgeSettings()
    {
        if (_settings.Count == 0)
        {
            return;
        }

        cancellation.ThrowIfCancellationRequested();
        SourceResult[] others = [.. _results.OfType<SourceResult>()];
        (TransportCase settings, IReadOnlyList<SourceResult> results) = SettingsFileSource.Diagnose([.. _settings.Select(pending => pending.Settings)], others);
        foreach ((int place, SourceResult result) in _settings.Select(pending => pending.Place).Zip(results))
        {
            _results[place] = result;
        }

        SettingsAlone = others.Length == 0 ? settings : null;
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
