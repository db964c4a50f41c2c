using Gatehouse.Posture.Files;

namespace Gatehouse.Cli.Commands.Administration;

/// <summary>Reads what a file says; null when there are errors.</summary>
/// <param name="text">The file.</param>
/// <param name="errors">What is wrong, by line.</param>
internal delegate T? FileReader<T>(string text, out IReadOnlyList<PolicyFileError> errors)
    where T : class;
