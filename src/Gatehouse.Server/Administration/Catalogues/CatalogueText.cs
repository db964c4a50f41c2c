using Gatehouse.Posture.Catalogues;
using Gatehouse.Posture.Files;
using Gatehouse.Server.Problems;

namespace Gatehouse.Server.Administration.Catalogues;

/// <summary>Reads the text of a catalogue; what is wrong is told by line.</summary>
internal static class CatalogueText
{
    /// <summary>Reads a catalogue.</summary>
    /// <returns>The catalogue, or the problem with it.</returns>
    public static (PatchCatalogue? Catalogue, Problem? Problem) Read(string text)
    {
        PatchCatalogue? catalogue = CatalogueFile.Read(text, version: 0, out IReadOnlyList<PolicyFileError> errors);
        return catalogue is not null
            ? (catalogue, null)
            : (null, FileProblem.Of(ProblemKind.InvalidCatalogue, errors, "docs/policy.md describes the file, and `gatehouse catalog check FILE` reads it without a server"));
    }
}
