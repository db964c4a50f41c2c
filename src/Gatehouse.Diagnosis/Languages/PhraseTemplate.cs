using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Gatehouse.Diagnosis.Languages;

/// <summary>
/// Text with names in braces, "{lost} of {passed} lost". It can be filled, and it can be laid over a text to find what stands in the places of the
/// names.
/// </summary>
internal sealed class PhraseTemplate
{
    private readonly string[] _texts;
    private readonly string[] _names;

    /// <summary>Reads a template.</summary>
    /// <exception cref="FormatException">A brace has no partner.</exception>
    public PhraseTemplate(string text)
    {
        Text = text;
        List<string> texts = [];
        List<string> names = [];
        int at = 0;
        for (int brace = text.IndexOf('{', StringComparison.Ordinal); brace >= 0; brace = text.IndexOf('{', at))
        {
            int end = text.IndexOf('}', brace);
            if (end < 0)
            {
                throw new FormatException($"a brace is left open in '{text}'");
            }

            texts.Add(text[at..brace]);
            names.Add(text[(brace + 1)..end]);
            at = end + 1;
        }

        _texts = [.. texts, text[at..]];
        _names = [.. names];
    }

    /// <summary>The template as it is written.</summary>
    public string Text { get; }

    /// <summary>The names in it, in order.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Puts values in the places of the names.</summary>
    /// <param name="lookup">Gives the value of a name; null when there is none.</param>
    /// <param name="filled">The text.</param>
    /// <returns>Whether every name has a value.</returns>
    public bool TryFill(Func<string, string?> lookup, [NotNullWhen(true)] out string? filled)
    {
        StringBuilder text = new(_texts[0]);
        for (int i = 0; i < _names.Length; i++)
        {
            if (lookup(_names[i]) is not { } value)
            {
                filled = null;
                return false;
            }

            text.Append(value).Append(_texts[i + 1]);
        }

        filled = text.ToString();
        return true;
    }

    /// <summary>Lays the template over a text: each name stands for at least one character, and for as few as possible.</summary>
    /// <returns>The values of the names; null when the text is no such text.</returns>
    public IReadOnlyDictionary<string, string>? Match(string text)
    {
        if (!text.StartsWith(_texts[0], StringComparison.Ordinal))
        {
            return null;
        }

        Dictionary<string, string> values = [];
        int at = _texts[0].Length;
        for (int i = 0; i < _names.Length; i++)
        {
            bool isLast = i == _names.Length - 1;
            string behind = _texts[i + 1];
            int end = isLast
                ? (text.EndsWith(behind, StringComparison.Ordinal) ? text.Length - behind.Length : -1)
                : at + 1 <= text.Length ? text.IndexOf(behind, at + 1, StringComparison.Ordinal) : -1;
            if (end <= at)
            {
                return null;
            }

            values[_names[i]] = text[at..end];
            at = end + behind.Length;
        }

        return at == text.Length ? values : null;
    }
}
