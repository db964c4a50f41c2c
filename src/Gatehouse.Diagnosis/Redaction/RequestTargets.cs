using System.Buffers;
using System.Text;

namespace Gatehouse.Diagnosis.Redaction;

/// <summary>Cuts the queries off request targets: they carry names, tokens and session numbers that nothing else knows.</summary>
internal static class RequestTargets
{
    private const string Punctuation = ").,;:";

    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\r\n`\"");

    /// <summary>A text in which each path and address of the web ends before its question mark.</summary>
    public static string Cut(string text)
    {
        if (!text.Contains('?', StringComparison.Ordinal))
        {
            return text;
        }

        StringBuilder cut = new();
        int at = 0;
        while (at < text.Length)
        {
            int length = text.AsSpan(at).IndexOfAny(Ends);
            length = length < 0 ? text.Length - at : length;
            ReadOnlySpan<char> word = text.AsSpan(at, length);
            int query = word.IndexOf('?');
            if (query > 0 && word[..query].Contains('/'))
            {
                cut.Append(word[..query]).Append(word[word.TrimEnd(Punctuation).Length..]);
            }
            else
            {
                cut.Append(word);
            }

            at += length;
            if (at < text.Length)
            {
                cut.Append(text[at++]);
            }
        }

        return cut.ToString();
    }
}
