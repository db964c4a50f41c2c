using System.Globalization;
using System.Text.RegularExpressions;
using Gatehouse.Posture.Catalogues;

namespace Gatehouse.Posture.Files;

/// <summary>
/// Catalogues of patches as YAML files (JSON is YAML too), described in docs/policy.md and docs/catalog.schema.json. A file with any error gives no
/// catalogue: a patch that is misspelt must not silently be missed.
/// </summary>
public static partial class CatalogueFile
{
    private const string DateForm = "yyyy-MM-dd";

    private static readonly string[] SeverityWords = ["critical", "important", "moderate", "low"];

    /// <summary>Reads a catalogue; null when there are errors.</summary>
    /// <param name="text">The file.</param>
    /// <param name="version">The number the server gave it; 0 for none.</param>
    /// <param name="errors">What is wrong, by line.</param>
    public static PatchCatalogue? Read(string text, long version, out IReadOnlyList<PolicyFileError> errors)
    {
        ArgumentNullException.ThrowIfNull(text);
        return DocumentReader.Read(text, DocumentKind.Catalogue, file => Read(file, version), out errors);
    }

    private static PatchCatalogue Read(MappingReader file, long version)
    {
        string name = file.RequiredText("name");
        _ = file.Text("description");
        List<CataloguePatch> patches = [];
        HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);
        int before = file.Errors.Count;
        IReadOnlyList<FileNode> items = file.Items("patches", CatalogueFileLimits.MaxPatches);
        if (items.Count == 0 && file.Errors.Count == before)
        {
            file.FailHere("patches are missing: list at least one, such as \"patches: [{ id: KB5041580, severity: critical }]\"");
        }

        foreach (FileNode item in items)
        {
            if (file.Mapping(item, "a patch") is not { } node)
            {
                continue;
            }

            CataloguePatch patch = ReadPatch(node);
            if (!known.Add($"{patch.Name}\n{patch.Version}\n{string.Join('\n', patch.Systems)}"))
            {
                node.FailHere($"{patch.Name} stands here a second time for the same systems: join the two");
            }

            patches.Add(patch);
        }

        file.Finish();
        return new PatchCatalogue(patches) { Name = name, Version = version };
    }

    private static CataloguePatch ReadPatch(MappingReader node)
    {
        string id = node.RequiredText("id");
        PatchSeverity? severity = node.RequiredWord("severity", Severity, SeverityWords);
        IReadOnlyList<string> systems = node.Names("systems");
        IReadOnlyList<string> supersededBy = node.Names("supersededBy");
        CataloguePatch patch = new(id, severity ?? PatchSeverity.Low, Released(node), systems.Count == 0 ? ["*"] : systems, supersededBy)
        {
            Title = node.Text("title") ?? string.Empty,
            Version = node.Text("version"),
            Builds = Builds(node),
        };
        if (supersededBy.Contains(id, StringComparer.OrdinalIgnoreCase))
        {
            node.FailHere($"{id} is superseded by itself: name the patch that contains it, or take supersededBy out");
        }

        node.Finish();
        return patch;
    }

    private static PatchSeverity? Severity(string text) => Array.IndexOf(SeverityWords, text) is >= 0 and int index ? (PatchSeverity)index : null;

    private static DateOnly? Released(MappingReader node)
    {
        if (node.Node("released") is not { } value || node.Scalar(value, "released") is not { } scalar)
        {
            return null;
        }

        if (DateOnly.TryParseExact(scalar.Text, DateForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
        {
            return day;
        }

        node.Fail(value, $"released is \"{scalar.Text}\" and must be a day such as 2026-10-13");
        return null;
    }

    private static List<string> Builds(MappingReader node)
    {
        List<string> builds = [];
        foreach (FileNode item in node.Items("builds"))
        {
            if (node.Scalar(item, "builds") is not { } scalar)
            {
                continue;
            }

            if (!BuildForm().IsMatch(scalar.Text))
            {
                node.Fail(item, $"the build is \"{scalar.Text}\" and must be a build with its revision in quotes, such as \"19045.4780\"");
            }

            builds.Add(scalar.Text);
        }

        return builds;
    }

    [GeneratedRegex(@"^[0-9]{1,9}\.[0-9]{1,9}$", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex BuildForm();
}
