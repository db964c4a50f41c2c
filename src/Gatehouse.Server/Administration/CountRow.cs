namespace Gatehouse.Server.Administration;

/// <summary>How many rows have a number.</summary>
internal sealed class CountRow
{
    /// <summary>The number; null for those without.</summary>
    public int? Number { get; init; }

    /// <summary>How many.</summary>
    public long Count { get; init; }
}
