using System.Diagnostics.CodeAnalysis;

namespace Gatehouse.Agent.Channels;

/// <summary>An answer of the server, or why there is none.</summary>
/// <typeparam name="T">The answer.</typeparam>
/// <param name="Value">The answer; null when there is none.</param>
/// <param name="Failure">Why not; null when there is an answer.</param>
public readonly record struct ChannelResult<T>(T? Value, ChannelFailure? Failure)
    where T : class
{
    /// <summary>Whether there is an answer.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool Succeeded => Failure is null;
}
