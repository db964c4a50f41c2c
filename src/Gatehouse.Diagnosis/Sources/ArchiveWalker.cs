using Gatehouse.Capture;
using Gatehouse.Capture.Zip;

namespace Gatehouse.Diagnosis.Sources;

/// <summary>Goes through the files of an archive, and of the archives in it.</summary>
/// <param name="read">Given each file, which is closed afterwards; what it throws as <see cref="CaptureException"/> costs this file only.</param>
/// <param name="passOver">Told of files that are left out, and why.</param>
/// <param name="cancellation">Ends it early.</param>
internal sealed class ArchiveWalker(Action<EvidenceFile> read, Action<string> passOver, CancellationToken cancellation)
{
    /// <summary>Whether a file is an archive that is read like a folder.</summary>
    public static bool IsArchive(EvidenceFile file) => file is { Kind: EvidenceKind.Zip, IsCompressed: false };

    /// <summary>Goes through an archive.</summary>
    /// <param name="archive">The archive; owned.</param>
    public void Walk(ZipFolder archive)
    {
        using ZipFolder folder = archive;
        if (folder.LeftOut > 0)
        {
            passOver($"{folder.LeftOut:N0} more files of {folder.Name} were not read: of an archive the first {ZipFolder.MostFiles:N0} by name are; unpack it and name smaller folders");
        }

        string? last = null;
        foreach (ZipItem item in folder.Items)
        {
            cancellation.ThrowIfCancellationRequested();
            if (item.Path == last)
            {
                passOver($"{item.Path} is in the archive more than once; the first was read");
                continue;
            }

            last = item.Path;
            try
            {
                Open(folder, item);
            }
            catch (CaptureException error)
            {
                passOver(error.Message);
            }
        }
    }

    private void Open(ZipFolder folder, ZipItem item)
    {
        using EvidenceFile file = folder.OpenFile(item);
        if (IsArchive(file))
        {
            Walk(folder.OpenFolder(item, cancellation));
        }
        else if (file.IsEmpty)
        {
            passOver($"{item.Path} is empty");
        }
        else
        {
            read(file);
        }
    }
}
