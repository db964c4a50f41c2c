namespace Gatehouse.Diagnosis.Tests.Paths;

/// <summary>One frame of a sample, to be changed and written again.</summary>
/// <param name="Time">Nanoseconds since 1970.</param>
/// <param name="Length">Octets on the wire.</param>
/// <param name="Octets">Octets captured.</param>
internal sealed record RecordedFrame(long Time, int Length, byte[] Octets);
