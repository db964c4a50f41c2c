using System.Diagnostics.CodeAnalysis;

namespace Gatehouse.Diagnosis.Logs;

/// <summary>
/// What our own agent writes about a check in a line of its log: a verdict, <c>Check: verdict isolated, policy office version 3, 2 reasons</c>, or
/// what does not work, named by a code of the findings: <c>Agent: no session: [tcp-refused] gate:4343 refuses connections; check that…</c>.
/// </summary>
/// <param name="Verdict">"admitted", "reminded", "isolated" or "offline"; null when it is trouble.</param>
/// <param name="Code">The code of the trouble; null when it is a verdict.</param>
/// <param name="Text">What the agent says of it.</param>
/// <param name="Time">Time of the entry.</param>
/// <param name="Line">Line of the text, from 1.</param>
public sealed record AgentRemark(string? Verdict, string? Code, string Text, DateTime Time, int Line)
{
    private const string VerdictStart = "Check: verdict ";
    private const string CodeStart = ": [";
    private const string CodeEnd = "] ";

    private static readonly string[] Modules = ["Agent: ", "Session: ", "Check: "];
    private static readonly string[] Verdicts = ["admitted", "reminded", "isolated", "offline"];

    /// <summary>Reads a message, on one line and without the entry's header.</summary>
    internal static bool TryRead(string message, ClientLogEntry entry, [NotNullWhen(true)] out AgentRemark? remark)
    {
        remark = null;
        if (message.StartsWith(VerdictStart, StringComparison.Ordinal))
        {
            string rest = message[VerdictStart.Length..];
            string? verdict = Array.Find(Verdicts, word => rest.StartsWith(word + ",", StringComparison.Ordinal));
            remark = verdict is null ? null : new AgentRemark(verdict, null, rest, entry.Time, entry.Line);
        }
        else if (Array.Exists(Modules, module => message.StartsWith(module, StringComparison.Ordinal))
            && message.IndexOf(CodeStart, StringComparison.Ordinal) is var start and > 0
            && message.IndexOf(CodeEnd, start, StringComparison.Ordinal) is var end && end > start)
        {
            string code = message[(start + CodeStart.Length)..end];
            bool isCode = code.Length > 0 && code.All(character => char.IsAsciiLetterLower(character) || character == '-');
            remark = isCode ? new AgentRemark(null, code, message[(end + CodeEnd.Length)..], entry.Time, entry.Line) : null;
        }

        return remark is not null;
    }
}
