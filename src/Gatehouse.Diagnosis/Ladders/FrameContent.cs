namespace Gatehouse.Diagnosis.Ladders;

/// <summary>What one frame carries.</summary>
/// <param name="Words">Names of the messages in it; null when only its size is known.</param>
/// <param name="Mark">What is remarkable about it.</param>
/// <param name="Digest">Digest of its transport payload, to tell a repetition.</param>
/// <param name="IsFromEnd">Whether one of the conversation's ends sent it, and not a device between them.</param>
internal readonly record struct FrameContent(string? Words, LadderMark Mark, ulong Digest, bool IsFromEnd);
