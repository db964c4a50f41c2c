namespace Gatehouse.Posture.Names;

/// <summary>Names with <c>*</c> for any characters, compared without regard to case.</summary>
public static class NamePattern
{
    /// <summary>Whether a name fits a pattern. Takes time in proportion to the product of both lengths at worst.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        int at = 0;
        int inName = 0;
        int star = -1;
        int retry = 0;
        while (inName < name.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                star = at++;
                retry = inName;
            }
            else if (at < pattern.Length && char.ToUpperInvariant(pattern[at]) == char.ToUpperInvariant(name[inName]))
            {
                at++;
                inName++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                inName = ++retry;
            }
            else
            {
                return false;
            }
        }

        return pattern[at..].IndexOfAnyExcept('*') < 0;
    }
}
