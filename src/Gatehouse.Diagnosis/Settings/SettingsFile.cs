namespace Gatehouse.Diagnosis.Settings;

/// <summary>A settings file that was read.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Count">How many settings it holds.</param>
/// <param name="Known">Those that bear on the transport, in the order of the file; at most <see cref="SettingsLimits.MostKept"/>.</param>
internal sealed record SettingsFile(SettingsKind Kind, int Count, IReadOnlyList<Setting> Known)
{
    /// <summary>The setting that counts: Windows reads the first of several in an ini file, and an import leaves the last of several in the registry.</summary>
    public Setting? Find(Func<Setting, bool> matches) => Kind == SettingsKind.ServerIni ? Known.FirstOrDefault(matches) : Known.LastOrDefault(matches);

    /// <summary>Remarks on values that stand there more than once and differ.</summary>
    public IEnumerable<string> Contradictions() => Known
        .GroupBy(setting => (setting.Section.ToUpperInvariant(), setting.Name.ToUpperInvariant()))
        .Where(alike => alike.Select(setting => setting.Text).Distinct(StringComparer.Ordinal).Skip(1).Any())
        .Select(alike => $"{alike.First().Name} stands in it several times with different values (lines {string.Join(", ", alike.Take(4).Select(setting => setting.Line))}); "
            + (Kind == SettingsKind.ServerIni ? "Windows reads the first" : "the last one counts"))
        .Take(SettingsLimits.MostNotes);
}
