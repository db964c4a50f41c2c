namespace Gatehouse.Diagnosis.Logs;

/// <summary>
/// Finds what the user was told. Tickets quote it, so a quotation anywhere in the text counts; outside quotation marks only
/// an entry of the log does, because prose also talks about the message.
/// </summary>
internal static class UserMessageSearch
{
    private const int MaxLength = 200;
    private const string OpeningQuotes = "\u201C\u300C\u300E\u300A\u00AB\"'\u2018";
    private const string ClosingQuotes = "\u201D\u300D\u300F\u300B\u00BB\"'\u2019";

    // "Security check failed" and "no answer from the policy server", as the client words them.
    private static readonly string[] Phrases =
    [
        "安全认证失败",
        "安全检查失败",
        "未收到策略服务器",
        "Security authentication failed",
        "Security check failed",
        "No response from the policy server",
    ];

    /// <summary>The message, quoted anywhere in a text; null when it is not.</summary>
    public static string? InQuotes(string text)
    {
        foreach (string phrase in Phrases)
        {
            if (Quoted(text, phrase) is { } quoted)
            {
                return quoted;
            }
        }

        return null;
    }

    /// <summary>The message of an entry when it is what the user was told; null for all others.</summary>
    /// <param name="body">The entry without its header.</param>
    public static string? InEntry(ReadOnlySpan<char> body)
    {
        string message = LogBody.Display(body);
        return Phrases.Any(phrase => message.Contains(phrase, StringComparison.OrdinalIgnoreCase)) ? message : null;
    }

    private static string? Quoted(string text, string phrase)
    {
        for (int at = text.IndexOf(phrase, StringComparison.OrdinalIgnoreCase); at >= 0;
            at = text.IndexOf(phrase, at + phrase.Length, StringComparison.OrdinalIgnoreCase))
        {
            int quote = at == 0 ? -1 : OpeningQuotes.IndexOf(text[at - 1], StringComparison.Ordinal);
            if (quote < 0)
            {
                continue;
            }

            ReadOnlySpan<char> rest = text.AsSpan(at, Math.Min(MaxLength, text.Length - at));
            int end = rest.IndexOf(ClosingQuotes[quote]);
            if (end > 0)
            {
                const StringSplitOptions Trimmed = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
                return string.Concat(rest[..end].ToString().Split(['\r', '\n'], Trimmed));
            }
        }

        return null;
    }
}
