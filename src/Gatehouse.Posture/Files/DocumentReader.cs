namespace Gatehouse.Posture.Files;

/// <summary>Reads the one mapping that a file is.</summary>
internal static class DocumentReader
{
    /// <summary>Reads a file; null when there are errors.</summary>
    /// <param name="text">The file.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="read">Takes what is meant out of the mapping; what it finds wrong goes to the mapping's errors.</param>
    /// <param name="errors">What is wrong, by line.</param>
    public static T? Read<T>(string text, DocumentKind kind, Func<MappingReader, T> read, out IReadOnlyList<PolicyFileError> errors)
        where T : class
    {
        FileNode? root = NodeReader.Read(text, kind, out PolicyFileError? problem);
        if (root is not MappingNode mapping)
        {
            errors = [problem ?? new PolicyFileError(root!.Line, root.Column, $"the file is {root.Kind} and must be keys with values: start with \"name: …\"")];
            return null;
        }

        List<PolicyFileError> found = [];
        T document = read(new MappingReader(mapping, found));
        errors = [.. found.OrderBy(error => error.Line).ThenBy(error => error.Column)];
        return found.Count == 0 ? document : null;
    }
}
