namespace Gatehouse.Diagnosis.Logs;

/// <summary>One entry of a client log: <c>[time] [level] [thread] Module function: message</c>. What it says is read at once and not kept.</summary>
/// <param name="Line">Line of the text on which it begins, from 1.</param>
/// <param name="Time">Local time of the endpoint, without a zone, as precise as it was printed (whole seconds as a rule).</param>
public readonly record struct ClientLogEntry(int Line, DateTime Time);
