namespace Gatehouse.Contracts.Agents;

/// <summary>Lines of the agent's log that the server does not have yet.</summary>
/// <param name="Lines">At most 1,000 lines of at most 4,096 characters.</param>
public sealed record LogUpload(IReadOnlyList<string> Lines);
