using Gatehouse.Contracts.Administration;

namespace Gatehouse.Server.Administration.Paging;

/// <summary>Makes pages of rows that were read.</summary>
internal static class Pages
{
    /// <summary>Makes a page.</summary>
    /// <param name="rows">One row more than the page may have, when there are more.</param>
    /// <param name="limit">Entries of the page.</param>
    /// <param name="item">The entry of a row.</param>
    /// <param name="keys">The sort keys of a row.</param>
    public static Page<T> Of<TRow, T>(IReadOnlyList<TRow> rows, int limit, Func<TRow, T> item, Func<TRow, IReadOnlyList<string>> keys) =>
        new([.. rows.Take(limit).Select(item)], rows.Count > limit ? Cursor.Write(keys(rows[limit - 1])) : null);
}
