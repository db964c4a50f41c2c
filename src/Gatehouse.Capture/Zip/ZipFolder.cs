using System.Buffers.Binary;

namespace Gatehouse.Capture.Zip;

/// <summary>
/// A zip archive as a folder of evidence. Nothing is unpacked to disk, with one exception: an archive in an archive, which goes to a temporary
/// file without a name. Names in the archive are shown and never used as paths.
/// </summary>
public sealed class ZipFolder : IDisposable
{
    /// <summary>Most files taken from one archive, the first ones by name.</summary>
    public const int MostFiles = 1_000;

    /// <summary>How deep archives in archives are followed; the outermost counts.</summary>
    public const int MostDepth = 3;

    private const int LocalHeaderLength = 30;

    private readonly Stream _stream;
    private readonly IReadOnlyList<ZipRecord> _records;
    private readonly int _depth;

    private ZipFolder(Stream stream, string name, int depth, ZipBudget budget)
    {
        _stream = stream;
        _records = ZipDirectory.Read(stream, name);
        _depth = depth;
        Name = name;
        Budget = budget;
        ZipItem[] files = [.. _records
            .Select((record, index) => new ZipItem($"{name}/{record.Name.Replace('\\', '/').TrimStart('/')}", index, record.IsEncrypted))
            .Where(item => !item.Path.EndsWith('/'))
            .OrderBy(item => item.Path, StringComparer.Ordinal)];
        Items = [.. files.Take(MostFiles)];
        LeftOut = files.Length - Items.Count;
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>The files in it by name, at most <see cref="MostFiles"/>.</summary>
    public IReadOnlyList<ZipItem> Items { get; }

    /// <summary>Files beyond these.</summary>
    public int LeftOut { get; }

    /// <summary>How much may come out of it.</summary>
    public ZipBudget Budget { get; }

    /// <summary>Opens an archive.</summary>
    /// <exception cref="CaptureException">It cannot be read, or its directory is damaged or too large.</exception>
    public static ZipFolder Open(string path)
    {
        try
        {
            FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return Open(file, path, depth: 1, new ZipBudget(file.Length));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CaptureException($"{path} cannot be opened ({error.Message.ReplaceLineEndings(" ")}); check the path", error);
        }
    }

    /// <summary>Opens a file in it. One at a time may be open.</summary>
    /// <exception cref="CaptureException">It is encrypted, or compressed in a way that is not known.</exception>
    public EvidenceFile OpenFile(ZipItem item) => EvidenceFile.OpenEntry(OpenInput(item, owned: null), item.Path);

    /// <summary>Opens an archive in it.</summary>
    /// <exception cref="CaptureException">It lies too deep, is too large, or cannot be read.</exception>
    public ZipFolder OpenFolder(ZipItem item, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(item);
        return _depth < MostDepth
            ? Open(PrivateCopy.Of(OpenInput(item, owned: null), item.Path, Budget, cancellation), item.Path, _depth + 1, Budget)
            : throw new CaptureException($"{item.Path} is a zip archive in {MostDepth} others; unpack them and name the folder");
    }

    /// <inheritdoc/>
    public void Dispose() => Close(_stream, _depth, Budget);

    /// <summary>Opens the file that a path such as <c>case.zip/client/a.pcap</c> names, through archives in archives too.</summary>
    /// <param name="archive">The part of the path that is a file.</param>
    /// <param name="path">The path.</param>
    /// <returns>Null when the file is no archive.</returns>
    /// <exception cref="CaptureException">The archive cannot be read, or does not hold it.</exception>
    internal static EvidenceFile? TryOpenThrough(string archive, string path) => !IsArchive(archive)
        ? null
        : OpenThrough(Open(archive), path) ?? throw new CaptureException($"{path} does not exist; check the path");

    private static EvidenceFile? OpenThrough(ZipFolder folder, string path)
    {
        try
        {
            if (folder.Items.FirstOrDefault(item => item.Path == path) is { } item)
            {
                return EvidenceFile.OpenEntry(folder.OpenInput(item, owned: folder), item.Path);
            }

            ZipItem? inner = folder.Items.FirstOrDefault(item => path.StartsWith(item.Path + "/", StringComparison.Ordinal));
            EvidenceFile? found = inner is null ? null : OpenThrough(folder.OpenFolder(inner, CancellationToken.None), path);
            folder.Dispose();
            return found;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    private static bool IsArchive(string path)
    {
        using EvidenceFile file = EvidenceFile.Open(path);
        return file.Kind == EvidenceKind.Zip;
    }

    private static ZipFolder Open(Stream stream, string name, int depth, ZipBudget budget)
    {
        bool isOpen = false;
        try
        {
            ZipFolder folder = new(stream, name, depth, budget);
            isOpen = true;
            return folder;
        }
        catch (IOException error)
        {
            throw ZipDirectory.Damaged(name, error);
        }
        finally
        {
            if (!isOpen)
            {
                Close(stream, depth, budget);
            }
        }
    }

    /// <summary>All but the outermost lie in temporary files.</summary>
    private static void Close(Stream stream, int depth, ZipBudget budget)
    {
        if (depth > 1 && stream.CanSeek)
        {
            budget.GiveBackTemporary(stream.Length);
        }

        stream.Dispose();
    }

    private ZipInput OpenInput(ZipItem item, IDisposable? owned)
    {
        if (item.IsEncrypted)
        {
            throw new CaptureException($"{item.Path} is encrypted; unpack the archive with its password and name the folder");
        }

        if (Budget.IsExceeded)
        {
            throw new CaptureException($"{item.Path} was not read: {ZipBudget.Refusal}");
        }

        ZipRecord record = _records[item.Index];
        if (record.Method != ZipInput.Stored && record.Method != ZipInput.Deflated)
        {
            throw new CaptureException(
                $"{item.Path} is compressed by {ZipMethods.NameOf(record.Method)}, which is not read here; unpack the archive and name the folder, or pack it again with DEFLATE (`7z a -tzip -mm=Deflate`, or `zip`)");
        }

        return ContentOf(record) is { } start
            ? new ZipInput(new ZipSection(_stream, start, record.CompressedLength), record, Budget, owned)
            : throw new CaptureException($"{item.Path} cannot be taken out of the archive: it is not where the list of files says; copy the archive again");
    }

    /// <summary>The first octet behind an entry's local header (APPNOTE 4.3.7), which has a length of its own; null when it is not there.</summary>
    private long? ContentOf(ZipRecord record)
    {
        Span<byte> header = stackalloc byte[LocalHeaderLength];
        if (record.Offset < 0 || record.Offset > _stream.Length - header.Length || record.CompressedLength < 0)
        {
            return null;
        }

        try
        {
            _stream.Position = record.Offset;
            _stream.ReadExactly(header);
        }
        catch (IOException)
        {
            return null;
        }

        return header.StartsWith("PK\u0003\u0004"u8)
            ? record.Offset + header.Length + BinaryPrimitives.ReadUInt16LittleEndian(header[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(header[28..])
            : null;
    }
}
