namespace Gatehouse.Server.Administration;

/// <summary>Texts of users in patterns of LIKE, with <c>\</c> as the escape.</summary>
internal static class SqlPattern
{
    /// <summary>The pattern that fits nothing but the text.</summary>
    public static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal);

    /// <summary>The pattern that fits whatever holds the text, in lower case; null for null.</summary>
    public static string? Containing(string? text) => text is null ? null : $"%{Escape(text.ToLowerInvariant())}%";
}
