namespace Gatehouse.Cli.Inspection;

/// <summary>One record of <c>gatehouse inspect</c> in its three forms.</summary>
/// <param name="Json">A JSON object on one line.</param>
/// <param name="Cells">One cell for each column of the table; escaped when printed.</param>
/// <param name="Lines">The record as lines to read, the first one naming it; escaped when printed.</param>
internal sealed record InspectionRecord(string Json, IReadOnlyList<string> Cells, IReadOnlyList<string> Lines);
