namespace Gatehouse.Server.Administration.Paging;

/// <summary>The parameters that a route's query may have.</summary>
/// <param name="All">The parameters.</param>
internal sealed record QueryParameters(IReadOnlyList<QueryParameter> All)
{
    /// <summary>Those of a list that can be paged, and more.</summary>
    public static QueryParameters OfList(params IReadOnlyList<QueryParameter> more) => new([.. more, QueryParameter.Limit, QueryParameter.Cursor]);
}
