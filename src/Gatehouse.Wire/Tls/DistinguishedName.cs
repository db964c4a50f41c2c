using System.Text;

namespace Gatehouse.Wire.Tls;

/// <summary>Takes the text of a distinguished name (RFC 4514, and the variants tools print) apart.</summary>
internal static class DistinguishedName
{
    /// <summary>The most parts looked at; names met in practice have fewer than ten.</summary>
    public const int MaxParts = 64;

    /// <summary>
    /// Splits at commas outside quotation marks. A part without "=" has an empty attribute; quotation marks and
    /// backslashes of the notation are taken off the values.
    /// </summary>
    public static IReadOnlyList<(string Attribute, string Value)> Split(string text)
    {
        List<(string Attribute, string Value)> parts = [];
        StringBuilder part = new();
        bool isQuoted = false;
        for (int i = 0; i < text.Length && parts.Count < MaxParts; i++)
        {
            char c = text[i];
            if (c == '\\' && i + 1 < text.Length)
            {
                part.Append(text[++i]);
            }
            else if (c == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (c == ',' && !isQuoted)
            {
                parts.Add(Name(part.ToString()));
                part.Clear();
            }
            else
            {
                part.Append(c);
            }
        }

        if (part.Length > 0 && parts.Count < MaxParts)
        {
            parts.Add(Name(part.ToString()));
        }

        return parts;
    }

    private static (string Attribute, string Value) Name(string part)
    {
        int equals = part.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? ("", part.Trim()) : (part[..equals].Trim(), part[(equals + 1)..].Trim());
    }
}
