using System.Text;

namespace Gatehouse.Agent.Collectors.Endpoints;

/// <summary>Reads files below a folder that stands for the root. Nothing throws, and nothing is read without bound.</summary>
/// <param name="root">The folder; "/" for the machine itself.</param>
public sealed class EndpointFiles(string root)
{
    /// <summary>Octets read of one file; the status file of a large Debian has about 10 MiB.</summary>
    public const int MaxLength = 64 * 1024 * 1024;

    /// <summary>Entries listed of one folder.</summary>
    public const int MaxEntries = 65_536;

    /// <summary>Reads a text as UTF-8, up to <see cref="MaxLength"/> octets.</summary>
    public FileText Read(string path) => Read(path, MaxLength);

    /// <summary>Reads the beginning of a text as UTF-8.</summary>
    public FileText Read(string path, int mostOctets)
    {
        try
        {
            using FileStream file = new(Full(path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using MemoryStream read = new();
            byte[] buffer = new byte[Math.Min(mostOctets, 64 * 1024)];
            while (read.Length < mostOctets)
            {
                int count = file.Read(buffer, 0, (int)Math.Min(buffer.Length, mostOctets - read.Length));
                if (count == 0)
                {
                    break;
                }

                read.Write(buffer, 0, count);
            }

            return new FileText(FileOutcome.Read, Encoding.UTF8.GetString(read.GetBuffer(), 0, (int)read.Length));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return new FileText(FileOutcome.Missing, string.Empty);
        }
        catch (UnauthorizedAccessException)
        {
            return new FileText(FileOutcome.Denied, string.Empty);
        }
        catch (IOException)
        {
            return new FileText(FileOutcome.Failed, string.Empty);
        }
    }

    /// <summary>Names of the entries of a folder in order; none when it cannot be listed.</summary>
    public IReadOnlyList<string> Names(string folder)
    {
        try
        {
            return [.. new DirectoryInfo(Full(folder)).EnumerateFileSystemInfos().Take(MaxEntries).Select(entry => entry.Name).Order(StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Whether there is a file or folder.</summary>
    public bool Exists(string path) => Path.Exists(Full(path));

    /// <summary>Whether a folder may be listed.</summary>
    public bool CanList(string folder)
    {
        try
        {
            _ = Directory.EnumerateFileSystemEntries(Full(folder)).Any();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Where a symbolic link points, as it is written; null when it is none.</summary>
    public string? LinkTarget(string path)
    {
        try
        {
            return new FileInfo(Full(path)).LinkTarget;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>When a file or folder was last written, in UTC; null when there is none.</summary>
    public DateTimeOffset? LastWrite(string path)
    {
        try
        {
            return Exists(path) ? new DateTimeOffset(File.GetLastWriteTimeUtc(Full(path)), TimeSpan.Zero) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Octets of a file; null when there is none.</summary>
    public long? Length(string path)
    {
        try
        {
            FileInfo file = new(Full(path));
            return file.Exists ? file.Length : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private string Full(string path) => Path.Combine(root, path.TrimStart('/'));
}
