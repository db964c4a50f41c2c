namespace Gatehouse.Contracts.Administration;

/// <summary>A part of a list, in an order that stays the same while entries come and go.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">The entries; at most as many as asked for.</param>
/// <param name="Next">Opaque: give it as <c>cursor</c> to get what comes after; null on the last page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next = null);
