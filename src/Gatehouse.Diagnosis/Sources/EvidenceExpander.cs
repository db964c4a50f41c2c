using Gatehouse.Capture;

namespace Gatehouse.Diagnosis.Sources;

/// <summary>Turns what the user named into single files, folders into what is in them.</summary>
internal static class EvidenceExpander
{
    /// <summary>Most files taken from one folder.</summary>
    internal const int MostFiles = 1_000;

    /// <summary>Deepest nesting of folders that is followed.</summary>
    internal const int MostDepth = 8;

    /// <summary>Lists the files, each with whether it was named itself or found in a folder.</summary>
    /// <exception cref="CaptureException">A folder may not be read or holds no files.</exception>
    public static IEnumerable<(EvidenceInput Input, bool FromFolder)> Expand(IEnumerable<EvidenceInput> inputs)
    {
        foreach (EvidenceInput input in inputs)
        {
            if (input.Path == EvidenceFile.StandardInput || !Directory.Exists(input.Path))
            {
                yield return (input, false);
                continue;
            }

            foreach (string file in FilesIn(input.Path))
            {
                yield return (new EvidenceInput(file), true);
            }
        }
    }

    private static List<string> FilesIn(string folder)
    {
        EnumerationOptions options = new()
        {
            RecurseSubdirectories = true,
            MaxRecursionDepth = MostDepth,
            IgnoreInaccessible = true,
            AttributesToSkip = FileAttributes.Device | FileAttributes.ReparsePoint,
        };
        List<string> files;
        try
        {
            files = [.. Directory.EnumerateFiles(folder, "*", options).Take(MostFiles).Order(StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CaptureException($"{folder} may not be read by this user; change its permissions or run as a user who may", error);
        }

        return files.Count > 0
            ? files
            : throw new CaptureException($"{folder} is a folder without files in it that may be read; name the folder that holds the captures and logs");
    }
}
