using System.Diagnostics.CodeAnalysis;

namespace Gatehouse.Diagnosis.Languages;

/// <summary>One sentence of a finding, with the condition under which it is said.</summary>
internal sealed class PhraseLine
{
    /// <summary>Reads a line: "[condition] sentence", or "#name" for a sentence that is shared.</summary>
    /// <exception cref="FormatException">It cannot be read, or nothing is shared under that name.</exception>
    public PhraseLine(string line, IReadOnlyDictionary<string, string> shared)
    {
        string sentence = line;
        if (line.StartsWith('['))
        {
            int end = line.IndexOf(']', StringComparison.Ordinal);
            if (end < 0)
            {
                throw new FormatException($"a bracket is left open in '{line}'");
            }

            Condition = new PhraseCondition(line[1..end]);
            sentence = line[(end + 1)..].TrimStart();
        }

        if (sentence.StartsWith('#'))
        {
            sentence = shared.TryGetValue(sentence[1..], out string? known) ? known : throw new FormatException($"nothing is shared as '{sentence}'");
        }

        Sentence = new PhraseTemplate(sentence);
    }

    /// <summary>When it is said; null for always.</summary>
    public PhraseCondition? Condition { get; }

    /// <summary>What is said.</summary>
    public PhraseTemplate Sentence { get; }

    /// <summary>Says it of a finding.</summary>
    /// <returns>False when the condition does not hold, or a fact it names is not known.</returns>
    public bool TrySay(FindingWords finding, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (Condition?.Holds(finding.Plain) == false || !Sentence.TryFill(finding.Shown, out text))
        {
            return false;
        }

        finding.Cover(Sentence.Names.Concat(Condition?.Names ?? []));
        return true;
    }
}
