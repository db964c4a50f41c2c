using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement.Settings;
using Gatehouse.Diagnosis.Settings;

namespace Gatehouse.Diagnosis.Sources;

/// <summary>Diagnoses settings files, all of them together.</summary>
internal static class SettingsFileSource
{
    /// <summary>Judges settings.</summary>
    /// <param name="pending">The files in the order given; at least one.</param>
    /// <param name="others">What the other evidence gave.</param>
    /// <returns>The files sorted, and a result for each; what was found stands with the first.</returns>
    public static (TransportCase Case, IReadOnlyList<SourceResult> Results) Diagnose(IReadOnlyList<PendingSettings> pending, IReadOnlyList<SourceResult> others)
    {
        SettingsSource[] sources = [.. pending.Select(file => new SettingsSource(file.Name, file.File, TransportSettings.Of(file.Settings)))];
        WireSource[] wire = [.. others.Where(other => other.Context is not null).Select(other => new WireSource(other.Context!, other.Findings))];
        TransportCase settings = new(sources, wire);
        IReadOnlyList<Finding> findings = SettingsRules.Judge(settings);
        return (settings,
        [
            .. sources.Select((source, number) => new SourceResult(
                Summarise(source, pending[number]), number == 0 ? findings : [], new ConversationCounts(0, 0, 0))),
        ]);
    }

    private static SourceSummary Summarise(SettingsSource source, PendingSettings pending) => new()
    {
        Name = pending.Name,
        File = pending.File,
        Kind = (source.Settings.File.Kind == SettingsKind.ServerIni ? "server-settings" : source.Settings.IsAgents ? "agent-settings" : "registry-settings")
            + (pending.IsCompressed ? "+gzip" : string.Empty),
        Frames = source.Settings.File.Count,
        Problems = [.. SourceProblems.Describe(pending.Problems)],
        Notes = [.. SettingsNotes.Of(source.Settings)],
    };
}
