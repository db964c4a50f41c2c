namespace Gatehouse.Contracts.Checks;

/// <summary>Bounds on what is read from and written to the documents of a security check.</summary>
internal static class CheckLimits
{
    /// <summary>Entries of one list; the longest list known has 207.</summary>
    public const int MaxList = 4000;

    /// <summary>Characters of one text; longer ones are cut.</summary>
    public const int MaxText = 1024;

    /// <summary>Rules, reasons or results of one document.</summary>
    public const int MaxEntries = 1000;
}
