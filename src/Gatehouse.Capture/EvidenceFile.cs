using System.Text;
using Gatehouse.Capture.Compression;
using Gatehouse.Capture.Input;
using Gatehouse.Capture.Pcap;
using Gatehouse.Capture.Pcapng;
using Gatehouse.Capture.Zip;

namespace Gatehouse.Capture;

/// <summary>
/// One piece of evidence, opened once: its kind is told from its first octets, through gzip, without rewinding, so
/// standard input and pipes work. It then hands out either a capture or a text, once.
/// </summary>
public sealed class EvidenceFile : IDisposable
{
    /// <summary>Name that stands for standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>Most octets of text that are read, after decompression.</summary>
    public const int MostTextLength = 64 * 1024 * 1024;

    private readonly OctetSource _source;

    private EvidenceFile(OctetSource source, string name, bool compressed, bool inArchive)
    {
        _source = source;
        IsInArchive = inArchive;
        Name = name;
        IsCompressed = compressed;
        source.TryEnsure(EvidenceSniffer.EnoughOctets);
        Kind = EvidenceSniffer.Sniff(Head);
    }

    /// <summary>The path, or the name the caller gave.</summary>
    public string Name { get; }

    /// <summary>What the content is; inside gzip, what is compressed.</summary>
    public EvidenceKind Kind { get; }

    /// <summary>Whether the content came out of gzip.</summary>
    public bool IsCompressed { get; }

    /// <summary>Octets of the file (before gzip is undone; of a file in an archive, what the archive claims); null when it cannot be known, as for a pipe.</summary>
    public long? Length => _source.Length;

    /// <summary>Whether it is an entry of an archive; then its name is no path.</summary>
    public bool IsInArchive { get; }

    /// <summary>Whether opening <see cref="Name"/> again gives the same once more: true of files and of what lies in a zip archive, not of pipes.</summary>
    public bool CanReopen => IsInArchive || Length is not null;

    /// <summary>Octets of the file consumed so far (as compressed, where it is), for progress.</summary>
    public long Position => _source.Position;

    /// <summary>Whether there is nothing in it, and nothing went wrong either.</summary>
    public bool IsEmpty => Kind == EvidenceKind.Empty && _source.Failure is null;

    /// <summary>The first octets of the content, at most 4096; until the content is handed out.</summary>
    public ReadOnlySpan<byte> Head => _source.Window[..Math.Min(_source.Available, EvidenceSniffer.EnoughOctets)];

    /// <summary>Opens a file, a file in a zip archive (<c>case.zip/client.pcap</c>), or standard input when the path is "-".</summary>
    /// <exception cref="CaptureException">There is no such file, it is a folder, or it may not be read.</exception>
    public static EvidenceFile Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path == StandardInput
            ? Open(Console.OpenStandardInput(), "standard input")
            : (FileBehind(path) is var file && file.Length < path.Length ? ZipFolder.TryOpenThrough(file, path) : null) ?? Open(OpenFile(path), path);
    }

    /// <summary>The file on disk that a path goes through: <c>case.zip</c> for <c>case.zip/client.pcap</c>, else the path itself.</summary>
    public static string FileBehind(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        for (int slash = path.IndexOf('/', Math.Min(1, path.Length)); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            // What follows is a name in the archive, even where it holds dots that would lead out of a folder.
            if (File.Exists(path[..slash]))
            {
                return path[..slash];
            }
        }

        return path;
    }

    /// <summary>Opens a stream at its present position; the evidence owns it.</summary>
    /// <param name="stream">The octets; need not be seekable.</param>
    /// <param name="name">What messages call it.</param>
    public static EvidenceFile Open(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Open(new StreamInput(stream), name, inArchive: false);
    }

    /// <summary>Opens what comes out of an archive.</summary>
    /// <param name="content">The octets; owned.</param>
    /// <param name="name">Archive and name in it, by which <see cref="Open(string)"/> finds it again.</param>
    internal static EvidenceFile OpenEntry(ZipInput content, string name) => Open(content, name, inArchive: true);

    /// <summary>Hands out the capture, which takes over the input. May be called once, instead of <see cref="ReadText"/>.</summary>
    /// <exception cref="CaptureException">It is not a capture.</exception>
    public CaptureReader OpenCapture()
    {
        if (Kind == EvidenceKind.Pcap && PcapFormat.TryRecognise(_source.Window, out PcapFormat format))
        {
            return new PcapReader(_source, format);
        }

        return Kind == EvidenceKind.Pcapng
            ? new PcapngReader(_source)
            : throw new CaptureException(NotACapture.Describe(this, Head, _source.Failure));
    }

    /// <summary>
    /// Reads the text to its end, at most <see cref="MostTextLength"/> octets of it. UTF-16 with a byte order mark is
    /// decoded as that, all else as UTF-8. May be called once, instead of <see cref="OpenCapture"/>.
    /// </summary>
    public EvidenceText ReadText()
    {
        CaptureProblems problems = new();
        bool cut = _source.TryEnsure(MostTextLength + 1);
        ReadOnlySpan<byte> octets = _source.Window[..Math.Min(_source.Available, MostTextLength)];
        if (cut)
        {
            problems.Add(
                CaptureProblemKind.Truncated,
                MostTextLength,
                FormattableString.Invariant($"the text is longer than {MostTextLength} octets; the rest was not read"));
        }

        if (_source.Failure is { } failure)
        {
            problems.Add(failure.Kind, octets.Length, failure.Detail);
        }

        return new EvidenceText(Decode(octets), problems);
    }

    /// <summary>Reads this and another to their ends or to the first difference. May be called once, instead of handing out the content.</summary>
    /// <returns>Whether both hold the same octets, after decompression, and both or neither are damaged.</returns>
    public bool HoldsTheSameAs(EvidenceFile other)
    {
        ArgumentNullException.ThrowIfNull(other);
        int count;
        do
        {
            _source.TryEnsure(1);
            other._source.TryEnsure(1);
            count = Math.Min(_source.Available, other._source.Available);
            if (!_source.Window[..count].SequenceEqual(other._source.Window[..count]))
            {
                return false;
            }

            _source.Advance(count);
            other._source.Advance(count);
        }
        while (count > 0);

        return _source.Available == other._source.Available && _source.Failure is null == other._source.Failure is null;
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    private static EvidenceFile Open(IOctetInput input, string name, bool inArchive)
    {
        EvidenceFile file = new(new OctetSource(input), name, compressed: false, inArchive);
        return file.Kind == EvidenceKind.Gzip
            ? new EvidenceFile(new OctetSource(new GzipInput(file._source)), name, compressed: true, inArchive)
            : file;
    }

    private static string Decode(ReadOnlySpan<byte> octets) => octets switch
    {
        [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(octets[2..]),
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(octets[2..]),
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(octets[3..]),
        _ => Encoding.UTF8.GetString(octets),
    };

    private static FileStream OpenFile(string path)
    {
        if (Directory.Exists(path))
        {
            throw new CaptureException($"{path} is a folder; name a file in it");
        }

        try
        {
            return new FileStream(path, new FileStreamOptions
            {
                // The source has its own buffer. A capture may still be growing.
                BufferSize = 0,
                Options = FileOptions.SequentialScan,
                Share = FileShare.ReadWrite | FileShare.Delete,
            });
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CaptureException($"{path} does not exist; check the path", error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new CaptureException($"{path} may not be read by this user; change its permissions or run as a user who may", error);
        }
        catch (Exception error) when (error is IOException or ArgumentException or NotSupportedException)
        {
            throw new CaptureException($"{path} cannot be opened ({error.Message.ReplaceLineEndings(" ")}); check the path", error);
        }
    }
}
