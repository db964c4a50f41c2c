using System.Globalization;

namespace Gatehouse.Posture.Names;

/// <summary>
/// Compares versions number by number: "12.10" is after "12.9". What is not a digit separates, so that dates ("2017-07-10") and kernels
/// ("6.1.0-28-amd64") compare too; missing numbers count as 0.
/// </summary>
public static class DottedVersion
{
    private const int MaxDigits = 18;

    /// <summary>Whether there is a number to compare in it.</summary>
    public static bool IsComparable(string text) => text.AsSpan().ContainsAnyInRange('0', '9');

    /// <summary>Below 0 when the first is older, 0 when they are the same, above 0 when it is newer.</summary>
    public static int Compare(string first, string second)
    {
        ReadOnlySpan<char> left = first;
        ReadOnlySpan<char> right = second;
        while (!left.IsEmpty || !right.IsEmpty)
        {
            int order = Next(ref left).CompareTo(Next(ref right));
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private static long Next(ref ReadOnlySpan<char> text)
    {
        int start = text.IndexOfAnyInRange('0', '9');
        if (start < 0)
        {
            text = default;
            return 0;
        }

        ReadOnlySpan<char> digits = text[start..];
        int length = digits.IndexOfAnyExceptInRange('0', '9');
        length = length < 0 ? digits.Length : length;
        text = digits[length..];
        return length > MaxDigits ? long.MaxValue : long.Parse(digits[..length], NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
