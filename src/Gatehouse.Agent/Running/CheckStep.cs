namespace Gatehouse.Agent.Running;

/// <summary>One step of what an agent does, for whoever watches it live.</summary>
/// <param name="Subject">What it is about: "session", "packet 1"…</param>
/// <param name="Text">What happened.</param>
public sealed record CheckStep(string Subject, string Text);
