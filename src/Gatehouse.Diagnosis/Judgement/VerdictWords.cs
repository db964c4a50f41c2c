using Gatehouse.Wire.Ead;

namespace Gatehouse.Diagnosis.Judgement;

/// <summary>
/// Words by which the verdict of a security check turns the endpoint away. The layout of packet 4 is not published, so its values are
/// searched for the words of the policy's actions and for what the client tells the user.
/// </summary>
internal static class VerdictWords
{
    private static readonly HashSet<string> Actions = new(StringComparer.OrdinalIgnoreCase)
    {
        "isolate", "isolated", "offline", "kickout", "kick out", "fail", "failed", "noncompliant", "non-compliant", "unqualified",
    };

    private static readonly string[] Phrases = ["不合格", "未通过", "隔离", "强制下线", "强行下线"];

    /// <summary>Whether an item says that the endpoint is isolated or logged off.</summary>
    public static bool AreTelling(EadItem item) =>
        item.Value.Split([';', ',', '|']).Any(word => Actions.Contains(word.Trim()))
            || Phrases.Any(phrase => item.Value.Contains(phrase, StringComparison.Ordinal));
}
