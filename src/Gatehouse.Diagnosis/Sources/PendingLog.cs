using Gatehouse.Capture;
using Gatehouse.Diagnosis.Logs;

namespace Gatehouse.Diagnosis.Sources;

/// <summary>A log that was read and waits for the captures, which may tell its time zone. The text it was read from is not kept.</summary>
/// <param name="Log">What it says.</param>
/// <param name="Name">Name of the source.</param>
/// <param name="File">Where it came from.</param>
/// <param name="IsCompressed">Whether it came out of gzip.</param>
/// <param name="Problems">What was lost while reading it.</param>
internal sealed record PendingLog(ClientLog Log, string Name, string File, bool IsCompressed, CaptureProblems Problems);
