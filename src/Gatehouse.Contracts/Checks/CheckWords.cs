using System.Globalization;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Verdicts;

namespace Gatehouse.Contracts.Checks;

/// <summary>The words of the vocabulary and what they mean. Reading ignores case; what is not known is null.</summary>
internal static class CheckWords
{
    public static string Of(PostureAction action) => action switch
    {
        PostureAction.Remind => "remind",
        PostureAction.Isolate => "isolate",
        PostureAction.Offline => "offline",
        _ => "monitor",
    };

    /// <summary>Reads an action; "inform" and "kick out" are words some servers show for the same.</summary>
    public static PostureAction? Action(string? word) => word?.Trim().ToLowerInvariant() switch
    {
        "monitor" => PostureAction.Monitor,
        "remind" or "inform" => PostureAction.Remind,
        "isolate" => PostureAction.Isolate,
        "offline" or "kickout" or "kick out" => PostureAction.Offline,
        _ => null,
    };

    public static string Of(VerdictKind kind) => kind switch
    {
        VerdictKind.Reminded => "reminded",
        VerdictKind.Isolated => "isolated",
        VerdictKind.Offline => "offline",
        _ => "admitted",
    };

    public static VerdictKind? Kind(string? word) => word?.Trim().ToLowerInvariant() switch
    {
        "admitted" => VerdictKind.Admitted,
        "reminded" => VerdictKind.Reminded,
        "isolated" => VerdictKind.Isolated,
        "offline" => VerdictKind.Offline,
        _ => null,
    };

    public static string Of(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Passed => "passed",
        CheckOutcome.Failed => "failed",
        _ => "unknown",
    };

    public static CheckOutcome? Outcome(string? word) => word?.Trim() switch
    {
        "passed" => CheckOutcome.Passed,
        "failed" => CheckOutcome.Failed,
        "unknown" => CheckOutcome.Unknown,
        _ => null,
    };

    public static string Of(CheckItem item) => CheckItems.Of(item).Name;

    public static CheckItem? Item(string? name) => name is not null && CheckItems.TryFind(name.Trim(), out CheckItem item) ? item : null;

    public static string Of(bool value) => value ? "true" : "false";

    public static bool? Flag(string? word) => bool.TryParse(word, out bool value) ? value : null;

    public static int? Number(string? text, int least, int most) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int number)
            && number >= least && number <= most ? number : null;

    public static DateOnly? Date(string? text) =>
        DateOnly.TryParseExact(text?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) ? date : null;

    /// <summary>A value of an enumeration by its name, never by its number.</summary>
    public static T? Name<T>(string? text)
        where T : struct, Enum =>
        text is { Length: > 0 } && char.IsAsciiLetter(text.Trim().FirstOrDefault()) && Enum.TryParse(text, ignoreCase: true, out T value) && Enum.IsDefined(value)
            ? value
            : null;
}
