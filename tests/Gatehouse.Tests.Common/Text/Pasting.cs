using System.Text;

namespace Gatehouse.Tests.Common.Text;

/// <summary>Does to a text what web pages, PDF files and mail programs do: breaks lines anywhere.</summary>
public static class Pasting
{
    /// <summary>Characters that mean something in the documents and logs that get pasted, and some that do not.</summary>
    public const string Alphabet = "<>/i n=\"'[]|&;#x0\r\n`datKB%\u200B\uD800中";

    private static readonly string[] Breaks = ["\n", "\r\n", "  \n", "\n    ", "  \r\n"];

    private static readonly string[] BreaksWithinDocuments = ["\n\n", "  \n\n", "\n```\n\n```\n"];

    /// <summary>
    /// Inserts breaks so that about one character in <paramref name="every"/> is followed by one. Never beside a space, because a
    /// space beside a break is lost for good, nor between "Pack" and a number, which the reader takes for a lost space.
    /// </summary>
    public static string Wrap(string text, int every, Random random)
    {
        var wrapped = new StringBuilder();
        bool withinDocument = false;
        for (int index = 0; index < text.Length; index++)
        {
            withinDocument |= text.AsSpan(index).StartsWith("<data");
            withinDocument &= index == 0 || !text.AsSpan(0, index).EndsWith("</data>");
            if (index > 0 && Breakable(text[index - 1]) && Breakable(text[index]) && !text.AsSpan(0, index).EndsWith("Pack") && random.Next(every) == 0)
            {
                bool blank = withinDocument && random.Next(4) == 0;
                wrapped.Append(blank ? BreaksWithinDocuments[random.Next(BreaksWithinDocuments.Length)] : Breaks[random.Next(Breaks.Length)]);
            }

            wrapped.Append(text[index]);
        }

        return wrapped.ToString();
    }

    private static bool Breakable(char character) => !char.IsWhiteSpace(character);
}
