namespace Gatehouse.Server.Administration.Policies;

/// <summary>A row of <c>assignments</c>.</summary>
internal sealed class AssignmentRow
{
    /// <summary>The endpoint.</summary>
    public Guid EndpointId { get; init; }

    /// <summary>Name of its policy.</summary>
    public required string Policy { get; init; }
}
