namespace Gatehouse.Server.Checks;

/// <summary>Two columns of <c>endpoints</c>.</summary>
internal sealed record ReasonRow
{
    /// <summary>The endpoint.</summary>
    public required Guid Id { get; init; }

    /// <summary>Since when each reason of its last verdict is known, as <see cref="ReasonStore"/> writes it.</summary>
    public required string ReasonsFirstSeen { get; init; }
}
