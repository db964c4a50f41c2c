using Gatehouse.Server.Storage;

namespace Gatehouse.Server.Nodes;

/// <summary>What a node that guards interfaces reads of an endpoint.</summary>
internal sealed record AccessRow
{
    /// <summary>The endpoint.</summary>
    public required Guid Id { get; init; }

    /// <summary>What it may reach; null while nothing was decided.</summary>
    public Access? DesiredAccess { get; init; }

    /// <summary>Where the last check that decided it came from; null when none did.</summary>
    public string? DesiredAccessAddress { get; init; }

    /// <summary>Where its last session was opened from.</summary>
    public string? LastAddress { get; init; }
}
