using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Logs;

namespace Gatehouse.Diagnosis.Judgement.ServerLogs;

/// <summary>How the words of the server's log become words of a finding: "what happened; what to do".</summary>
internal static class ServerLogText
{
    private const int MaxLines = 32;
    private const string Separator = "; ";

    /// <summary>What happened, as the beginning of a sentence.</summary>
    public static string What(string text) => Sentence(text.Split(Separator)[0]);

    /// <summary>What to do; nothing when the text does not say.</summary>
    public static string[] Remedies(string text) => text.IndexOf(Separator, StringComparison.Ordinal) is >= 0 and int at ? [Sentence(text[(at + Separator.Length)..]) + "."] : [];

    /// <summary>Lines as evidence, the last ones when there are many.</summary>
    public static Evidence Lines(string sourceName, IReadOnlyList<ServerLogEntry> entries, string note) =>
        new(sourceName, [.. entries.TakeLast(MaxLines).Select(entry => (long)entry.Line)], Filter: null, note);

    /// <summary>"once", "3 times".</summary>
    public static string Times(int count) => count == 1 ? "once" : $"{count} times";

    private static string Sentence(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
