namespace Gatehouse.Diagnosis.Logs;

/// <summary>One entry of a client log: <c>[time] [level] [thread] Module function: message</c>.</summary>
/// <param name="Line">Line of the text on which it begins, from 1.</param>
/// <param name="Time">Local time of the endpoint, without a zone, as precise as it was printed (whole seconds as a rule).</param>
/// <param name="Level">As printed: "DtlCmn", "Dbg", "Warn"…, slips of character recognition included.</param>
/// <param name="Thread">Thread identifier in hexadecimal, as printed.</param>
/// <param name="Message">Module, function and message on one line, shortened when long; documents are left out.</param>
public sealed record ClientLogEntry(int Line, DateTime Time, string Level, string Thread, string Message);
