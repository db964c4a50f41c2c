using Gatehouse.Posture.Catalogues;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Names;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;
using Gatehouse.Posture.Verdicts;

namespace Gatehouse.Posture.Evaluation;

/// <summary>
/// No update of a severity the policy looks at is missing: by the endpoint's own list where it has one (the catalogue may know better how severe
/// an update is), otherwise by holding what is installed against the catalogue.
/// </summary>
internal static class PatchCheck
{
    private const string NoCatalogue = "the server has no catalogue of patches to check the installed ones against";

    public static IEnumerable<Judgement> Check(PatchRule rule, PostureReport report, PatchCatalogue catalogue, DateTimeOffset now)
    {
        if (rule.Levels.Count == 0)
        {
            yield return Judgement.Pass(CheckItem.Patches, rule);
            yield break;
        }

        if (WhyUnknown(rule, report.Updates, catalogue, now) is { } why)
        {
            yield return new Judgement(CheckItem.Patches, "patches", CheckOutcome.Unknown, rule)
            {
                Found = why,
                Required = "updates known and installed",
                Remedy = why == NoCatalogue
                    ? "Ask the administrator to load a catalogue of patches (gatehouse catalog apply FILE)."
                    : "Bring the lists of updates up to date (on Debian: apt update), then run the check again.",
            };
        }

        ILookup<PatchSeverity, Missing> missing = Find(report, catalogue).ToLookup(patch => patch.Severity);
        bool failed = false;
        foreach ((PatchSeverity severity, PatchLevel level) in rule.Levels.OrderBy(level => level.Key))
        {
            Missing[] patches = [.. missing[severity]];
            if (patches.Length == 0)
            {
                continue;
            }

            failed = true;
            string name = severity.ToString().ToLowerInvariant();
            string key = $"patches/{name}";
            yield return new Judgement(CheckItem.Patches, key, CheckOutcome.Failed, rule)
            {
                Found = $"{patches.Length} {name} {(patches.Length == 1 ? "update" : "updates")} missing: {NameList.Text([.. patches.Select(patch => patch.Name)])}",
                Required = $"no {name} update missing",
                Action = level.Action,
                GraceDays = level.GraceDays,
                Parts = [.. patches.Select(patch => ($"{key}/{patch.Name}", patch.Released))],
            };
        }

        if (!failed)
        {
            yield return Judgement.Pass(CheckItem.Patches, rule);
        }
    }

    private static string? WhyUnknown(PatchRule rule, UpdateStatus? updates, PatchCatalogue catalogue, DateTimeOffset now)
    {
        if (updates is null or { Installed: null, Pending: null })
        {
            return string.Empty;
        }

        if (updates.Pending is null)
        {
            return catalogue.Count == 0 ? NoCatalogue : null;
        }

        if (rule.ListsWithinDays is not { } days)
        {
            return null;
        }

        return updates.ListsDate switch
        {
            null => "the age of the endpoint's lists of updates is not known",
            { } date when now - date > TimeSpan.FromDays(days) => $"the endpoint's lists of updates are {(int)(now - date).TotalDays} days old, {days} are allowed",
            _ => null,
        };
    }

    private static IEnumerable<Missing> Find(PostureReport report, PatchCatalogue catalogue) => report.Updates switch
    {
        { Pending: { } pending } => pending.Select(update => catalogue.Find(report.OperatingSystem, update) is { } patch
            ? new Missing(update.Name, patch.Severity, patch.Released)
            : new Missing(update.Name, update.Severity, Released: null)),
        { Installed: { } installed } => catalogue.Missing(report.OperatingSystem, installed)
            .Select(patch => new Missing(patch.Name, patch.Severity, patch.Released)),
        _ => [],
    };

    private readonly record struct Missing(string Name, PatchSeverity Severity, DateOnly? Released);
}
