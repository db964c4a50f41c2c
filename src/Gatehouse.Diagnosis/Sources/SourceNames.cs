using Gatehouse.Capture;

namespace Gatehouse.Diagnosis.Sources;

/// <summary>Gives every source a name of its own: the vantage point's, else the file's without folder and ending.</summary>
internal sealed class SourceNames
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>The name of the next source.</summary>
    public string NameOf(EvidenceInput input)
    {
        string wanted = input.Name
            ?? (input.Path == EvidenceFile.StandardInput ? "stdin" : Path.GetFileName(input.Path).Split('.')[0]);
        if (wanted.Length == 0)
        {
            wanted = "source";
        }

        string name = wanted;
        for (int number = 2; !_taken.Add(name); number++)
        {
            name = $"{wanted}-{number}";
        }

        return name;
    }
}
