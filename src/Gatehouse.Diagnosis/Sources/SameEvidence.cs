using System.Security.Cryptography;
using Gatehouse.Capture;

namespace Gatehouse.Diagnosis.Sources;

/// <summary>Finds evidence that is given twice, under one name or several, in archives too: read twice, it would count twice.</summary>
internal sealed class SameEvidence
{
    /// <summary>Files of one length and one beginning that a file is compared with.</summary>
    private const int MostCompared = 8;

    /// <summary>Comparisons with files in archives, in all: each unpacks two of them once more.</summary>
    private const int MostUnpacked = 256;

    private readonly Dictionary<(long Length, string Beginning), List<string>> _known = [];
    private int _unpacked;

    /// <summary>Whether a path names a file with something in it. Pipes and devices have no length.</summary>
    public static bool IsOrdinary(string path)
    {
        FileInfo file = new(path);
        return file.Exists && (file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file).Length > 0;
    }

    /// <summary>The evidence given before that holds the same; null when there is none. Pipes and standard input are never the same.</summary>
    public string? Before(string path)
    {
        if (path == EvidenceFile.StandardInput || !IsOrdinary(EvidenceFile.FileBehind(path)))
        {
            return null;
        }

        try
        {
            using EvidenceFile file = EvidenceFile.Open(path);
            return Before(file, path);
        }
        catch (CaptureException)
        {
            // Reading it will say so.
            return null;
        }
    }

    /// <summary>The evidence given before that holds the same as a file just opened; null when there is none.</summary>
    public string? Before(EvidenceFile file) => Before(file, file.Name);

    /// <summary>Says that a file was passed over.</summary>
    public static string Describe(string path, string before) =>
        path == before ? $"{path} is given twice, and was read once" : $"{path} holds the same as {before}, and was not read again";

    /// <summary>Whether two paths are one, but for how they are written. Names in archives are no paths.</summary>
    public static bool AreOne(string one, string two) =>
        one == two || (!IsInArchive(one) && !IsInArchive(two) && Path.GetFullPath(one) == Path.GetFullPath(two));

    private static bool IsInArchive(string path) => EvidenceFile.FileBehind(path).Length < path.Length;

    private string? Before(EvidenceFile file, string path)
    {
        if (file.Length is not (> 0 and long length))
        {
            return null;
        }

        (long, string) key = (length, Convert.ToHexString(SHA256.HashData(file.Head)));
        if (!_known.TryGetValue(key, out List<string>? known))
        {
            _known[key] = [path];
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

    private bool AreSame(string one, string two)
    {
        if (AreOne(one, two))
        {
            return true;
        }

        if ((IsInArchive(one) || IsInArchive(two)) && ++_unpacked > MostUnpacked)
        {
            return false;
        }

        try
        {
            using EvidenceFile first = EvidenceFile.Open(one);
            using EvidenceFile second = EvidenceFile.Open(two);
            return first.HoldsTheSameAs(second);
        }
        catch (CaptureException)
        {
            // Reading it will say so.
            return false;
        }
    }
}
