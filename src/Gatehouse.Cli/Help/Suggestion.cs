namespace Gatehouse.Cli.Help;

/// <summary>Finds the word that was probably meant.</summary>
internal static class Suggestion
{
    /// <summary>Longer words than this are no slip of a command or option.</summary>
    private const int MaxLength = 32;

    /// <summary>One slip is forgiven in this many characters.</summary>
    private const int CharactersPerSlip = 3;

    private const int ShortestBeginning = 3;

    /// <summary>The candidate nearest to a word, or that begins with it; null when none is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        if (word.Length > MaxLength)
        {
            return null;
        }

        (string Text, int Slips)[] near =
        [
            .. candidates
                .Select(candidate => (Text: candidate, Slips: Slips(word, candidate)))
                .Where(candidate => candidate.Slips <= Math.Max(1, word.Length / CharactersPerSlip) || Begins(candidate.Text, word)),
        ];
        return near.Length == 0 ? null : near.MinBy(candidate => candidate.Slips).Text;
    }

    private static bool Begins(string candidate, string word) =>
        word.Trim('-').Length >= ShortestBeginning && candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>Characters put in, left out, mistaken or swapped with their neighbour (optimal string alignment); case does not matter.</summary>
    private static int Slips(string word, string candidate)
    {
        int[,] slips = new int[word.Length + 1, candidate.Length + 1];
        for (int i = 0; i <= word.Length; i++)
        {
            for (int j = 0; j <= candidate.Length; j++)
            {
                slips[i, j] = i == 0 || j == 0 ? i + j : Math.Min(
                    Math.Min(slips[i - 1, j], slips[i, j - 1]) + 1,
                    slips[i - 1, j - 1] + (Same(word[i - 1], candidate[j - 1]) ? 0 : 1));
                if (i > 1 && j > 1 && Same(word[i - 1], candidate[j - 2]) && Same(word[i - 2], candidate[j - 1]))
                {
                    slips[i, j] = Math.Min(slips[i, j], slips[i - 2, j - 2] + 1);
                }
            }
        }

        return slips[word.Length, candidate.Length];
    }

    private static bool Same(char one, char two) => char.ToUpperInvariant(one) == char.ToUpperInvariant(two);
}
