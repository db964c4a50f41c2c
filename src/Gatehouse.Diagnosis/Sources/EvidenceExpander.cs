using Gatehouse.Capture;

namespace Gatehouse.Diagnosis.Sources;

/// <summary>Turns what the user named into single files, folders into what is in them.</summary>
internal static class EvidenceExpander
{
    /// <summary>Most files taken from one folder, the first ones by name.</summary>
    internal const int MostFiles = 1_000;

    /// <summary>Most files listed before the first ones are taken; in a folder with more, which are first is not known.</summary>
    internal const int MostListed = 100_000;

    /// <summary>Deepest nesting of folders that is followed.</summary>
    internal const int MostDepth = 8;

    /// <summary>Lists the files, each with whether it was named itself or found in a folder.</summary>
    /// <param name="inputs">What the user named.</param>
    /// <param name="passOver">Told of files of folders that are left out, and why.</param>
    /// <exception cref="CaptureException">A folder may not be read or holds no files.</exception>
    public static IEnumerable<(EvidenceInput Input, bool FromFolder)> Expand(IEnumerable<EvidenceInput> inputs, Action<string> passOver)
    {
        foreach (EvidenceInput input in inputs)
        {
            if (input.Path == EvidenceFile.StandardInput || !Directory.Exists(input.Path))
            {
                yield return (input, false);
                continue;
            }

            foreach (string file in FilesIn(input.Path, passOver))
            {
                yield return (new EvidenceInput(file), true);
            }
        }
    }

    private static IEnumerable<string> FilesIn(string folder, Action<string> passOver)
    {
        List<string> files = List(folder);
        if (files.Count == 0)
        {
            throw new CaptureException($"{folder} is a folder without files in it that may be read; name the folder that holds the captures and logs");
        }

        if (files.Count > MostFiles)
        {
            string rest = files.Count > MostListed ? "more" : $"{files.Count - MostFiles:N0} more";
            passOver($"{rest} files of {folder} were not read: of a folder the first {MostFiles:N0} by name are; name smaller folders");
        }

        foreach (string file in files.Take(MostFiles))
        {
            if (IsEmpty(file))
            {
                passOver($"{file} is empty");
            }
            else
            {
                yield return file;
            }
        }
    }

    private static List<string> List(string folder)
    {
        EnumerationOptions options = new()
        {
            RecurseSubdirectories = true,
            MaxRecursionDepth = MostDepth,
            IgnoreInaccessible = true,
            AttributesToSkip = FileAttributes.Device | FileAttributes.ReparsePoint,
        };
        try
        {
            List<string> files = [.. Directory.EnumerateFiles(folder, "*", options).Take(MostListed + 1)];
            files.Sort(StringComparer.Ordinal);
            return files;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CaptureException($"{folder} may not be read by this user; change its permissions or run as a user who may", error);
        }
    }

    /// <summary>Pipes and devices count as empty, too: opening one that nobody asked for by name could wait for ever.</summary>
    private static bool IsEmpty(string file)
    {
        FileInfo info = new(file);
        return info.Exists && info.Length == 0;
    }
}
