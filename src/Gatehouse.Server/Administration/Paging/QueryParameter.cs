namespace Gatehouse.Server.Administration.Paging;

/// <summary>A parameter of a list's query; what is read and what the OpenAPI document says both come from here.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does.</param>
/// <param name="Choices">The values it may have; null for any text.</param>
/// <param name="IsTime">Whether it is a time (RFC 3339).</param>
/// <param name="IsNumber">Whether it is a number.</param>
internal sealed record QueryParameter(
    string Name, string Description, IReadOnlyList<string>? Choices = null, bool IsTime = false, bool IsNumber = false)
{
    /// <summary>Entries on a page.</summary>
    public static readonly QueryParameter Limit = new("limit", "Entries on a page, 1 to 200; 50 unless given", IsNumber: true);

    /// <summary>Where the page begins.</summary>
    public static readonly QueryParameter Cursor = new("cursor", "Where the page begins: what the page before gave as next");
}
