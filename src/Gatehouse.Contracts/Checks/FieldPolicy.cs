using Gatehouse.Posture.Catalogues;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Wire.Ead;

namespace Gatehouse.Contracts.Checks;

/// <summary>A policy of another server, which has the field's vocabulary only. It names actions for patches alone; the others are logged.</summary>
internal static class FieldPolicy
{
    public static Policy Read(Policy policy, EadDocument document, IReadOnlyList<(string Name, AddressMode Mode)> modes)
    {
        HashSet<string> checks = new(FieldText.Split(document.Value("checkList")), StringComparer.OrdinalIgnoreCase);
        Dictionary<CheckItem, FindingsRule> findings = [];
        foreach ((string name, CheckItem item) in PolicyVocabulary.Switches)
        {
            if (CheckWords.Flag(document.Value(name)) == true)
            {
                findings[item] = new FindingsRule();
            }
        }

        string? mode = document.Value("ipSetMode")?.Trim();
        AddressMode assigned = modes.FirstOrDefault(pair => pair.Name.Equals(mode, StringComparison.OrdinalIgnoreCase)).Mode;
        return policy with
        {
            Findings = findings,
            AddressAssignment = assigned == AddressMode.Unlimited ? null : new AddressAssignmentRule { Mode = assigned },
            Patches = checks.Contains(PolicyVocabulary.Windows)
                ? new PatchRule { Mode = document.Value("patchCheckMode") ?? PatchRule.UploadMode, Levels = Levels(document.Value("patchLevel")) }
                : null,
            Products = ReadAntiVirus(document, checks) is { } antiVirus
                ? new Dictionary<CheckItem, ProductRule> { [CheckItem.AntiVirus] = antiVirus }
                : new Dictionary<CheckItem, ProductRule>(),
        };
    }

    private static ProductRule? ReadAntiVirus(EadDocument document, HashSet<string> checks)
    {
        bool asked = checks.Contains(PolicyVocabulary.EngineVersion) || checks.Contains(PolicyVocabulary.DefinitionsVersion)
            || checks.Contains(PolicyVocabulary.AntiVirusSoftware) || document.Value("forcedAVs") is { Length: > 0 };
        return !asked ? null : new ProductRule
        {
            Products = FieldText.Split(document.Value("forcedAVs")),
            ConfigurationNames = FieldText.Split(document.Value("AVConfigNames")),
            Mode = document.Value("AVMode"),
        };
    }

    private static Dictionary<PatchSeverity, PatchLevel> Levels(string? value)
    {
        Dictionary<PatchSeverity, PatchLevel> levels = [];
        foreach (IReadOnlyList<string> tuple in FieldText.SplitTuples(value))
        {
            if (tuple.Count > 1 && CheckWords.Name<PatchSeverity>(tuple[0]) is { } severity && CheckWords.Action(tuple[1]) is { } action)
            {
                levels[severity] = new PatchLevel(action);
            }
        }

        return levels;
    }
}
