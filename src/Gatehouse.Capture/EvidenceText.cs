namespace Gatehouse.Capture;

/// <summary>Evidence that is text, decoded.</summary>
/// <param name="Content">The text, without a byte order mark; octets that are not valid stand as U+FFFD.</param>
/// <param name="Problems">What was lost: text beyond the limit, a damaged compressed wrapper.</param>
public sealed record EvidenceText(string Content, CaptureProblems Problems);
