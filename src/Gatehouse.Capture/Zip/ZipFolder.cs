using System.IO.Compression;

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

    /// <summary>Most octets of an archive's directory, which is held in memory.</summary>
    public const int MostDirectory = 8 * 1024 * 1024;

    private const int PieceLength = 128 * 1024;

    private readonly Stream _stream;
    private readonly ZipArchive _archive;
    private readonly int _depth;

    private ZipFolder(Stream stream, ZipArchive archive, string name, int depth, ZipBudget budget)
    {
        _stream = stream;
        _archive = archive;
        _depth = depth;
        Name = name;
        Budget = budget;
        ZipItem[] files = [.. archive.Entries.Select((entry, index) => new ZipItem(
                $"{name}/{entry.FullName.Replace('\\', '/').TrimStart('/')}", index, entry.Length == 0, entry.IsEncrypted))
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

    /// <summary>Opens a file in it.</summary>
    /// <exception cref="CaptureException">It is encrypted, or compressed in a way that is not known.</exception>
    public EvidenceFile OpenFile(ZipItem item) => EvidenceFile.OpenEntry(OpenStream(item, owned: null), item.Path);

    /// <summary>Opens an archive in it.</summary>
    /// <exception cref="CaptureException">It lies too deep, or cannot be read.</exception>
    public ZipFolder OpenFolder(ZipItem item, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (_depth >= MostDepth)
        {
            throw new CaptureException($"{item.Path} is a zip archive in {MostDepth} others; unpack them and name the folder");
        }

        Stream copy = PrivateFile.Create();
        try
        {
            using Stream content = OpenStream(item, owned: null);
            byte[] piece = new byte[PieceLength];
            for (int count = content.Read(piece); count > 0; count = content.Read(piece))
            {
                cancellation.ThrowIfCancellationRequested();
                copy.Write(piece, 0, count);
            }
        }
        catch (IOException error)
        {
            copy.Dispose();
            throw new CaptureException($"{item.Path} was not read: {error.Message}", error);
        }
        catch
        {
            copy.Dispose();
            throw;
        }

        return Open(copy, item.Path, _depth + 1, Budget);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _archive.Dispose();
        _stream.Dispose();
    }

    /// <summary>Opens the file that a path such as <c>case.zip/client/a.pcap</c> names, through archives in archives too.</summary>
    /// <returns>Null when no part of the path is an archive that holds it.</returns>
    /// <exception cref="CaptureException">The archive cannot be read.</exception>
    internal static EvidenceFile? TryOpenThrough(string path)
    {
        for (int slash = path.IndexOf('/', Math.Min(1, path.Length)); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            if (File.Exists(path[..slash]))
            {
                return IsArchive(path[..slash]) ? OpenThrough(Open(path[..slash]), path) : null;
            }
        }

        return null;
    }

    private static EvidenceFile? OpenThrough(ZipFolder folder, string path)
    {
        try
        {
            if (folder.Items.FirstOrDefault(item => item.Path == path) is { } item)
            {
                return EvidenceFile.OpenEntry(folder.OpenStream(item, owned: folder), item.Path);
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
        try
        {
            if (ZipTail.DirectoryLength(stream) is not { } directory)
            {
                throw new InvalidDataException();
            }

            if (directory > MostDirectory)
            {
                throw new CaptureException($"{name} lists more files than any case has; unpack it and name the folder that holds the captures and logs");
            }

            stream.Position = 0;
            ZipArchive archive = new(stream, ZipArchiveMode.Read, leaveOpen: true);
            return new ZipFolder(stream, archive, name, depth, budget);
        }
        catch (Exception error) when (error is InvalidDataException or IOException or ArgumentException)
        {
            stream.Dispose();
            throw new CaptureException($"{name} is a damaged zip archive: the list of its files, at its end, cannot be read; copy it again", error);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private ZipEntryStream OpenStream(ZipItem item, IDisposable? owned)
    {
        if (item.IsEncrypted)
        {
            throw new CaptureException($"{item.Path} is encrypted; unpack the archive with its password and name the folder");
        }

        if (Budget.IsExceeded)
        {
            throw new CaptureException($"{item.Path} was not read: far more came out of the archive than its size explains, as out of a zip bomb; unpack it if you trust it and name the folder");
        }

        try
        {
            return new ZipEntryStream(_archive.Entries[item.Index].Open(), Budget, owned);
        }
        catch (Exception error) when (error is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            throw new CaptureException($"{item.Path} cannot be taken out of the archive ({error.Message.ReplaceLineEndings(" ").TrimEnd('.')}); unpack it and name the folder", error);
        }
    }
}
