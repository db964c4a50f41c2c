namespace Gatehouse.Posture.Files;

/// <summary>Finds what was probably meant by a misspelt word.</summary>
internal static class Spelling
{
    private const int MaxLength = 64;
    private const int LettersPerMistake = 3;

    /// <summary>The nearest of the known words; null when none is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        if (word.Length > MaxLength)
        {
            return null;
        }

        (string? nearest, int distance) = known.Select(candidate => (candidate, Distance(word.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .DefaultIfEmpty((null!, int.MaxValue)).MinBy(pair => pair.Item2);
        return nearest is not null && distance <= Math.Max(1, Math.Max(word.Length, nearest.Length) / LettersPerMistake) ? nearest : null;
    }

    // Levenshtein's distance, row by row.
    private static int Distance(string first, string second)
    {
        int[] row = [.. Enumerable.Range(0, second.Length + 1)];
        for (int i = 1; i <= first.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= second.Length; j++)
            {
                int replaced = diagonal + (first[i - 1] == second[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[second.Length];
    }
}
