namespace Gatehouse.Diagnosis.Settings;

/// <summary>What reading settings may cost.</summary>
internal static class SettingsLimits
{
    /// <summary>Most characters of a value, a name or a section that are kept.</summary>
    public const int MaxText = 256;

    /// <summary>Most settings kept of one file; all of them are read, few of them matter.</summary>
    public const int MostKept = 512;

    /// <summary>Most lines that one value of a registry export may go on over.</summary>
    public const int MostContinuedLines = 4_096;

    /// <summary>Characters looked at to tell what a text is.</summary>
    public const int MaxDetectionLength = 1024 * 1024;

    /// <summary>Most remarks on one file.</summary>
    public const int MostNotes = 16;

    /// <summary>Cuts text at <see cref="MaxText"/>.</summary>
    public static string Cut(ReadOnlySpan<char> text) => text.Length <= MaxText ? text.ToString() : text[..MaxText].ToString();
}
