using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Gatehouse.Server.Hosting;
using Gatehouse.Server.Identity;

namespace Gatehouse.Server.Backups;

/// <summary>
/// A backup's file: a compressed tar whose first entry is the manifest, which names every other with its length and hash. Nothing is taken from
/// one that does not keep to that.
/// </summary>
internal static class BackupArchive
{
    private const string AnchorPrefix = "ca/anchor-";
    private const string AnchorSuffix = ".pem";
    private const int CopyOctets = 128 * 1024;
    private const int MaxPadding = 64 * 1024;

    /// <summary>Writes an archive.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="manifest">Its manifest.</param>
    /// <param name="folder">Where the files of the manifest are; nobody else changes them.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task WriteAsync(Stream target, BackupManifest manifest, string folder, CancellationToken cancellation)
    {
        await using GZipStream packed = new(target, CompressionLevel.Fastest, leaveOpen: true);
        await using TarWriter tar = new(packed, TarEntryFormat.Pax);
        using MemoryStream first = new(JsonSerializer.SerializeToUtf8Bytes(manifest, BackupJson.Default.BackupManifest));
        await tar.WriteEntryAsync(Entry(BackupManifest.FileName, first, manifest.MadeAt), cancellation);
        foreach (BackedUpFile file in manifest.Files)
        {
            await using FileStream content = File.OpenRead(Path.Combine(folder, file.Name));
            await tar.WriteEntryAsync(Entry(file.Name, content, manifest.MadeAt), cancellation);
        }
    }

    /// <summary>Length and hash of a file that is to go into a backup.</summary>
    public static async Task<BackedUpFile> DescribeAsync(string name, string path, CancellationToken cancellation)
    {
        await using FileStream content = File.OpenRead(path);
        byte[] hash = await SHA256.HashDataAsync(content, cancellation);
        return new BackedUpFile(name, content.Length, Convert.ToHexStringLower(hash));
    }

    /// <summary>Takes all files out of an archive into a folder.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="folder">Where to; its owner's alone.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ServerStartException">It is no whole backup.</exception>
    public static async Task<BackupManifest> ReadAsync(string path, string folder, CancellationToken cancellation)
    {
        await using FileStream file = File.OpenRead(path);
        if (!await IsCompressedAsync(file, cancellation))
        {
            throw new ServerStartException($"{path} is no backup; name a file that gatehouse server backup wrote");
        }

        try
        {
            await using GZipStream unpacked = new(file, CompressionMode.Decompress);
            await using TarReader tar = new(unpacked);
            BackupManifest manifest = await ManifestAsync(tar, path, cancellation);
            foreach (BackedUpFile expected in manifest.Files)
            {
                await TakeAsync(await tar.GetNextEntryAsync(copyData: false, cancellation), expected, folder, cancellation);
            }

            await FinishAsync(unpacked, cancellation);
            return manifest;
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or FormatException or JsonException or OverflowException or ArgumentException)
        {
            throw new ServerStartException($"{path} is damaged or cut off; nothing was restored, use another backup", error);
        }
    }

    private static PaxTarEntry Entry(string name, Stream content, DateTimeOffset at) => new(TarEntryType.RegularFile, name)
    {
        DataStream = content,
        Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        ModificationTime = at,
    };

    private static async Task<bool> IsCompressedAsync(FileStream file, CancellationToken cancellation)
    {
        byte[] magic = new byte[2];
        int read = await file.ReadAtLeastAsync(magic, magic.Length, throwOnEndOfStream: false, cancellation);
        file.Position = 0;
        return read == magic.Length && magic is [0x1F, 0x8B];
    }

    private static async Task<BackupManifest> ManifestAsync(TarReader tar, string path, CancellationToken cancellation)
    {
        TarEntry? entry = await tar.GetNextEntryAsync(copyData: false, cancellation);
        if (entry is not { Name: BackupManifest.FileName, Length: > 0 and <= BackupManifest.MaxOctets, DataStream: { } content })
        {
            throw new ServerStartException($"{path} is an archive, but no backup; name a file that gatehouse server backup wrote");
        }

        byte[] json = new byte[entry.Length];
        await content.ReadExactlyAsync(json, cancellation);
        BackupManifest manifest = JsonSerializer.Deserialize(json, BackupJson.Default.BackupManifest) ?? throw new InvalidDataException("no manifest");
        if (manifest.Format != BackupManifest.CurrentFormat)
        {
            throw new ServerStartException($"{path} is a backup of another kind than {BackupManifest.CurrentFormat}; restore it with the version that made it");
        }

        bool isSound = manifest.Files.All(file => file is not null && IsName(file.Name) && file.Octets >= 0)
            && manifest.Files.DistinctBy(file => file.Name).Count() == manifest.Files.Count
            && manifest.Files.Any(file => file.Name.StartsWith("ca/", StringComparison.Ordinal))
            && manifest.Files.Any(file => file.Name.EndsWith(".db", StringComparison.Ordinal)) == manifest.HasDatabase;
        return isSound ? manifest : throw new InvalidDataException("a name or a length that no backup has");
    }

    private static async Task TakeAsync(TarEntry? entry, BackedUpFile expected, string folder, CancellationToken cancellation)
    {
        if (entry is null || entry.EntryType != TarEntryType.RegularFile || entry.Name != expected.Name || entry.Length != expected.Octets)
        {
            throw new InvalidDataException("not the file that the manifest names");
        }

        string path = Path.Combine(folder, expected.Name);
        PrivateFiles.MakeFolder(Path.GetDirectoryName(path)!);
        await using FileStream target = PrivateFiles.Create(path);
        if (entry.DataStream is { } content)
        {
            await content.CopyToAsync(target, CopyOctets, cancellation);
        }

        target.Flush(flushToDisk: true);
        target.Position = 0;
        string hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(target, cancellation));
        if (target.Length != expected.Octets || hash != expected.Sha256)
        {
            throw new InvalidDataException("not the content that the manifest names");
        }
    }

    // The checksum of the whole stands at the end, behind some padding.
    private static async Task FinishAsync(GZipStream unpacked, CancellationToken cancellation)
    {
        byte[] rest = new byte[MaxPadding];
        if (await unpacked.ReadAtLeastAsync(rest, rest.Length, throwOnEndOfStream: false, cancellation) == rest.Length)
        {
            throw new InvalidDataException("more than the manifest names");
        }
    }

    // What the data folder has, and nothing that could lie elsewhere.
    private static bool IsName(string name) => name is "server.pem" or "gatehouse.db"
        || (name.StartsWith(AnchorPrefix, StringComparison.Ordinal)
            && name.EndsWith(AnchorSuffix, StringComparison.Ordinal)
            && name.Length > AnchorPrefix.Length + AnchorSuffix.Length
            && name[AnchorPrefix.Length..^AnchorSuffix.Length].All(char.IsAsciiDigit));
}
