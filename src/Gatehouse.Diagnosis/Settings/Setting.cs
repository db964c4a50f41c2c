namespace Gatehouse.Diagnosis.Settings;

/// <summary>One named value of a settings file.</summary>
/// <param name="Section">The section of an ini file, the key of a registry export; without brackets.</param>
/// <param name="Name">Name of the value as written; empty for a key's default value.</param>
/// <param name="Text">The value as written (<c>dword:00000001</c>) or, for a quoted string, what it stands for; cut at <see cref="SettingsLimits.MaxText"/> characters.</param>
/// <param name="Number">The value as a number; null when it is none.</param>
/// <param name="Line">Line of the file, from 1.</param>
internal sealed record Setting(string Section, string Name, string Text, long? Number, int Line)
{
    /// <summary>Whether it is of a name; case plays no part, as in Windows.</summary>
    public bool IsNamed(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);
}
