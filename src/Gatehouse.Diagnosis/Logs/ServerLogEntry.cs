using System.Text.RegularExpressions;

namespace Gatehouse.Diagnosis.Logs;

/// <summary>An entry of our own server's log: <c>2026-11-22 09:00:05.123Z warning Enrollment[1102] endpoint … is held for approval: …</c>.</summary>
/// <param name="Line">Line of the text, from 1.</param>
/// <param name="Time">Time in UTC; the log says so itself.</param>
/// <param name="Event">Number of the event; numbers are never used again for another.</param>
/// <param name="Text">What the server says.</param>
public sealed partial record ServerLogEntry(int Line, DateTime Time, int Event, string Text)
{
    /// <summary>The identity of the endpoint that it is about; null when it names none.</summary>
    public Guid? Endpoint => GuidForm().Match(Text) is { Success: true } match ? Guid.Parse(match.Value) : null;

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex GuidForm();
}
