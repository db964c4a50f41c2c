using Gatehouse.Capture;

namespace Gatehouse.Diagnosis.Sources;

/// <summary>Finds evidence that is given twice, under one name or several: read twice, it would count twice.</summary>
internal sealed class SameEvidence
{
    /// <summary>Files of one length that a file is compared with.</summary>
    private const int MostCompared = 8;

    private const int BufferSize = 64 * 1024;

    private readonly Dictionary<long, List<string>> _byLength = [];

    /// <summary>The file given before that holds the same; null when there is none. Pipes and standard input are never the same.</summary>
    public string? Before(string path)
    {
        FileInfo file = new(path);
        if (path == EvidenceFile.StandardInput || !file.Exists || LengthOf(file) is not (> 0 and long length))
        {
            return null;
        }

        if (!_byLength.TryGetValue(length, out List<string>? known))
        {
            _byLength[length] = [path];
            return null;
        }

        if (known.Find(other => AreSame(other, path)) is { } same)
        {
            return same;
        }

        if (known.Count < MostCompared)
        {
            known.Add(path);
        }

        return null;
    }

    /// <summary>Says that a file was passed over.</summary>
    public static string Describe(string path, string before) =>
        path == before ? $"{path} is given twice, and was read once" : $"{path} holds the same as {before}, and was not read again";

    private static long LengthOf(FileInfo file) => (file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file).Length;

    private static bool AreSame(string one, string two)
    {
        if (Path.GetFullPath(one) == Path.GetFullPath(two))
        {
            return true;
        }

        try
        {
            using FileStream first = Open(one);
            using FileStream second = Open(two);
            byte[] firstOctets = new byte[BufferSize];
            byte[] secondOctets = new byte[BufferSize];
            int count;
            do
            {
                count = first.ReadAtLeast(firstOctets, BufferSize, throwOnEndOfStream: false);
                int other = second.ReadAtLeast(secondOctets, BufferSize, throwOnEndOfStream: false);
                if (!firstOctets.AsSpan(0, count).SequenceEqual(secondOctets.AsSpan(0, other)))
                {
                    return false;
                }
            }
            while (count == BufferSize);

            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Reading it will say so.
            return false;
        }
    }

    private static FileStream Open(string path) =>
        new(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan, Share = FileShare.ReadWrite | FileShare.Delete });
}
