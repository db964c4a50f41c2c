using Gatehouse.Posture.Catalogues;
using Gatehouse.Posture.Files;
using Gatehouse.Posture.Policies;

namespace Gatehouse.Cli.Commands.Administration;

/// <summary>The kinds of files that a user gives.</summary>
internal static class InputFiles
{
    /// <summary>What is required of endpoints.</summary>
    public static readonly InputFile<Policy> Policy = new(
        "policy", "Policy in YAML", "gatehouse policy check", PolicyFileLimits.MaxLength, PolicyFile.Read, policy => $"a policy named {policy.Name}");

    /// <summary>Patches.</summary>
    public static readonly InputFile<PatchCatalogue> Catalogue = new(
        "catalogue",
        "Catalogue of patches in YAML or JSON",
        "gatehouse catalog check",
        CatalogueFileLimits.MaxLength,
        (string text, out IReadOnlyList<PolicyFileError> errors) => CatalogueFile.Read(text, version: 0, out errors),
        catalogue => $"a catalogue named {catalogue.Name} with {catalogue.Count} patches");
}
