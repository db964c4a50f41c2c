namespace Gatehouse.Server.Identity;

/// <summary>Why the server does not do what an agent asks.</summary>
/// <param name="Kind">Sort of reason; programs decide by it.</param>
/// <param name="Detail">What happened and what to do, in one line.</param>
internal sealed record Refusal(RefusalKind Kind, string Detail);
