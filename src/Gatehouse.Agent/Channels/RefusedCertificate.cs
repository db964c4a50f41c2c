namespace Gatehouse.Agent.Channels;

/// <summary>A certificate the agent did not believe.</summary>
/// <param name="Subject">Whose it says it is; null when there was none.</param>
/// <param name="Issuer">Who says so.</param>
/// <param name="NotBefore">Start of its life, UTC.</param>
/// <param name="NotAfter">End of its life, UTC.</param>
/// <param name="Reason">Why it was refused, to follow "the server's certificate was refused: ".</param>
public sealed record RefusedCertificate(string? Subject, string? Issuer, DateTime? NotBefore, DateTime? NotAfter, string Reason);
