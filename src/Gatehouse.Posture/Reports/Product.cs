namespace Gatehouse.Posture.Reports;

/// <summary>An installed product that protects the endpoint. Texts that are not known are null.</summary>
/// <param name="Name">Its name: "ClamAV".</param>
/// <param name="Running">Whether it runs or is on; null when not determined.</param>
/// <param name="Engine">Version of the engine.</param>
/// <param name="EngineDate">The day the engine came out.</param>
/// <param name="Definitions">Version of the definitions.</param>
/// <param name="DefinitionsDate">The day the definitions came out; <see cref="NoDefinitions"/> when there are none.</param>
public sealed record Product(
    string Name, bool? Running, string? Engine = null, DateOnly? EngineDate = null, string? Definitions = null, DateOnly? DefinitionsDate = null)
{
    /// <summary>The date of definitions that are not there at all: older than any.</summary>
    public static DateOnly NoDefinitions => DateOnly.MinValue;
}
