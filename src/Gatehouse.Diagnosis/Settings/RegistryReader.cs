using System.Globalization;
using System.Text;

namespace Gatehouse.Diagnosis.Settings;

/// <summary>
/// Reads a registry export of either format: "Windows Registry Editor Version 5.00" and REGEDIT4. Values that go on over several lines
/// end them with a backslash.
/// </summary>
internal static class RegistryReader
{
    private const string Version5 = "Windows Registry Editor Version 5.00";
    private const string Version4 = "REGEDIT4";
    private const string Word = "dword:";
    private const string Octets = "hex";
    private const int MostOctets = 8;

    /// <summary>Types of <c>hex(n):</c> whose octets are a number, the least first: none given, 4 (REG_DWORD), b (REG_QWORD).</summary>
    private static readonly string[] NumberTypes = ["", "(3)", "(4)", "(b)", "(B)"];

    /// <summary>Types of <c>hex(n):</c> whose octets are text: 1 (REG_SZ), 2 (REG_EXPAND_SZ), 7 (REG_MULTI_SZ).</summary>
    private static readonly string[] TextTypes = ["(1)", "(2)", "(7)"];

    /// <summary>Whether a text is an export: its first line says so.</summary>
    public static bool Detect(string text)
    {
        TextLines lines = new(text);
        while (lines.MoveNext())
        {
            if (!lines.Line.IsEmpty)
            {
                return lines.Line.Equals(Version5, StringComparison.OrdinalIgnoreCase) || lines.Line.Equals(Version4, StringComparison.OrdinalIgnoreCase);
            }
        }

        return false;
    }

    /// <summary>Reads all values, in the order of the file; what is no value is passed over, and so are keys and values that it deletes.</summary>
    public static IEnumerable<Setting> Read(string text)
    {
        TextLines lines = new(text);
        bool isWide = text.AsSpan().TrimStart().StartsWith(Version5, StringComparison.OrdinalIgnoreCase);
        string? key = null;
        while (lines.MoveNext())
        {
            if (IniReader.TryReadSection(lines.Line, out string name))
            {
                key = name.StartsWith('-') ? null : name;
            }
            else if (key is not null && TryReadValue(lines, key, isWide) is { } setting)
            {
                yield return setting;
            }
        }
    }

    private static Setting? TryReadValue(TextLines lines, string key, bool isWide)
    {
        ReadOnlySpan<char> line = lines.Line;
        int number = lines.Number;
        string name = string.Empty;
        int taken = 1;
        if (line.IsEmpty || (line[0] != '@' && !TryReadQuoted(line, out name, out taken)))
        {
            return null;
        }

        line = line[taken..].TrimStart();
        if (line.IsEmpty || line[0] != '=')
        {
            return null;
        }

        line = line[1..].Trim();
        if (line is "-")
        {
            return null;
        }

        if (!line.IsEmpty && line[0] == '"')
        {
            TryReadQuoted(line, out string text, out _);
            return new Setting(key, name, text, Decimal(text), number);
        }

        string value = Join(lines, line);
        (long? amount, string? meaning) = Understand(value, isWide);
        return new Setting(key, name, meaning ?? SettingsLimits.Cut(value), amount, number);
    }

    /// <summary>Joins the lines of a value; only as much is kept as any meaning can hang on.</summary>
    private static string Join(TextLines lines, ReadOnlySpan<char> first)
    {
        if (first.IsEmpty || first[^1] != '\\')
        {
            return SettingsLimits.Cut(first);
        }

        StringBuilder joined = new();
        joined.Append(SettingsLimits.Cut(first[..^1]));
        for (int i = 0; i < SettingsLimits.MostContinuedLines && lines.MoveNext(); i++)
        {
            bool goesOn = !lines.Line.IsEmpty && lines.Line[^1] == '\\';
            if (joined.Length < SettingsLimits.MaxText * 4)
            {
                joined.Append(SettingsLimits.Cut(goesOn ? lines.Line[..^1] : lines.Line));
            }

            if (!goesOn)
            {
                break;
            }
        }

        return joined.ToString();
    }

    private static (long? Number, string? Text) Understand(string value, bool isWide)
    {
        if (value.StartsWith(Word, StringComparison.OrdinalIgnoreCase))
        {
            return (uint.TryParse(value.AsSpan(Word.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint word) ? word : null, null);
        }

        int colon = value.IndexOf(':', StringComparison.Ordinal);
        if (colon < Octets.Length || !value.StartsWith(Octets, StringComparison.OrdinalIgnoreCase))
        {
            return (null, null);
        }

        string type = value[Octets.Length..colon];
        byte[] octets = ParseOctets(value.AsSpan(colon + 1));
        if (NumberTypes.Contains(type))
        {
            return (octets.Length is > 0 and <= MostOctets ? octets.Select((octet, i) => (long)octet << (8 * i)).Sum() : null, null);
        }

        if (!TextTypes.Contains(type))
        {
            return (null, null);
        }

        string text = SettingsLimits.Cut((isWide ? Encoding.Unicode : Encoding.Latin1).GetString(octets).TrimEnd('\0'));
        return (Decimal(text), text);
    }

    /// <summary>Octets of <c>01,00,00,00</c>, up to the first that is none.</summary>
    private static byte[] ParseOctets(ReadOnlySpan<char> list)
    {
        List<byte> octets = [];
        foreach (Range part in list.Split(','))
        {
            if (!byte.TryParse(list[part].Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte octet))
            {
                break;
            }

            octets.Add(octet);
        }

        return [.. octets];
    }

    /// <summary>Reads a quoted text, in which a backslash makes the next character stand for itself; one that does not end on its line ends with it.</summary>
    private static bool TryReadQuoted(ReadOnlySpan<char> line, out string text, out int taken)
    {
        text = string.Empty;
        taken = 0;
        if (line.IsEmpty || line[0] != '"')
        {
            return false;
        }

        StringBuilder read = new();
        int at = 1;
        for (; at < line.Length && line[at] != '"'; at++)
        {
            at += line[at] == '\\' && at + 1 < line.Length ? 1 : 0;
            if (read.Length < SettingsLimits.MaxText)
            {
                read.Append(line[at]);
            }
        }

        text = read.ToString();
        taken = Math.Min(at + 1, line.Length);
        return true;
    }

    private static long? Decimal(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null;
}
