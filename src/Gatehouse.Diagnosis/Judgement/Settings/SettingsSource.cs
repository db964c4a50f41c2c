using Gatehouse.Diagnosis.Settings;

namespace Gatehouse.Diagnosis.Judgement.Settings;

/// <summary>One settings file of the evidence.</summary>
/// <param name="Name">Name of the source in the report.</param>
/// <param name="File">The file as given.</param>
/// <param name="Settings">What it says.</param>
internal sealed record SettingsSource(string Name, string File, TransportSettings Settings)
{
    /// <summary>The file without its folders.</summary>
    public string ShortFile => File[(File.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
}
