namespace Gatehouse.Capture.Zip;

/// <summary>The list of files at the end of an archive. What is bounded here is what is used afterwards: nothing else reads the directory.</summary>
internal static class ZipDirectory
{
    /// <summary>Most octets of a directory.</summary>
    public const int MostLength = 8 * 1024 * 1024;

    /// <summary>Most entries of a directory, folders included.</summary>
    public const int MostEntries = 50_000;

    /// <summary>Reads it.</summary>
    /// <param name="archive">A stream that can seek; its position is changed.</param>
    /// <param name="name">What messages call the archive.</param>
    /// <exception cref="CaptureException">It is damaged or too large.</exception>
    public static IReadOnlyList<ZipRecord> Read(Stream archive, string name)
    {
        if (ZipTail.Find(archive) is not { } place)
        {
            throw Damaged(name, null);
        }

        if (place.Length > MostLength || place.Count > MostEntries)
        {
            throw TooLarge(name);
        }

        byte[] octets = new byte[place.Length];
        archive.Position = place.Start;
        archive.ReadExactly(octets);
        ReadOnlySpan<byte> left = octets;
        List<ZipRecord> records = [];
        while (ZipRecord.TryRead(ref left) is { } record)
        {
            // The count wraps in old archives of more than 65,535 files, so it says only how many there are at least.
            if (records.Count == MostEntries)
            {
                throw TooLarge(name);
            }

            records.Add(record);
        }

        return (ulong)records.Count >= place.Count ? records : throw Damaged(name, null);
    }

    /// <summary>Says that the directory cannot be read.</summary>
    public static CaptureException Damaged(string name, Exception? why)
    {
        string message = $"{name} is a damaged zip archive: the list of its files, at its end, cannot be read; copy it again";
        return why is null ? new CaptureException(message) : new CaptureException(message, why);
    }

    private static CaptureException TooLarge(string name) =>
        new($"{name} lists more files than any case has; unpack it and name the folder that holds the captures and logs");
}
