using System.Globalization;

namespace Gatehouse.Diagnosis.Settings;

/// <summary>Reads an ini file the way Windows does: names and sections in any case, white space around them left out, quotes around a value too.</summary>
internal static class IniReader
{
    /// <summary>Reads all settings, in the order of the file; what is no setting is passed over.</summary>
    public static IEnumerable<Setting> Read(string text)
    {
        TextLines lines = new(text);
        string section = string.Empty;
        while (lines.MoveNext())
        {
            if (TryReadSection(lines.Line, out string name))
            {
                section = name;
            }
            else if (TryReadSetting(lines.Line, section, lines.Number) is { } setting)
            {
                yield return setting;
            }
        }
    }

    /// <summary>Reads <c>[Name]</c>.</summary>
    public static bool TryReadSection(ReadOnlySpan<char> line, out string name)
    {
        bool isSection = line.Length > 2 && line[0] == '[' && line[^1] == ']';
        name = isSection ? SettingsLimits.Cut(line[1..^1].Trim()) : string.Empty;
        return isSection;
    }

    /// <summary>Whether a line is a comment or empty.</summary>
    public static bool IsSilent(ReadOnlySpan<char> line) => line.IsEmpty || line[0] is ';' or '#';

    /// <summary>Whether a line reads <c>name=value</c>.</summary>
    public static bool IsSetting(ReadOnlySpan<char> line) => !IsSilent(line) && line.IndexOf('=') > 0;

    private static Setting? TryReadSetting(ReadOnlySpan<char> line, string section, int number)
    {
        if (!IsSetting(line))
        {
            return null;
        }

        int equals = line.IndexOf('=');
        ReadOnlySpan<char> value = line[(equals + 1)..].Trim();
        if (value.Length >= 2 && value[0] is '"' or '\'' && value[^1] == value[0])
        {
            value = value[1..^1];
        }

        long? parsed = long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) ? whole : null;
        return new Setting(section, SettingsLimits.Cut(line[..equals].TrimEnd()), SettingsLimits.Cut(value), parsed, number);
    }
}
