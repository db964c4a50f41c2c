using Gatehouse.Capture;
using Gatehouse.Diagnosis.Settings;

namespace Gatehouse.Diagnosis.Sources;

/// <summary>A settings file that was read and waits for the captures, which may show whether it is in effect.</summary>
/// <param name="Settings">What it says.</param>
/// <param name="Name">Name of the source.</param>
/// <param name="File">Where it came from.</param>
/// <param name="IsCompressed">Whether it came out of gzip.</param>
/// <param name="Problems">What was lost while reading it.</param>
internal sealed record PendingSettings(SettingsFile Settings, string Name, string File, bool IsCompressed, CaptureProblems Problems);
