using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Judgement.Paths;

/// <summary>Rules about conversations seen at several vantage points, and what a finding of theirs makes superfluous.</summary>
internal static class PathRules
{
    /// <summary>All rules; the first that applies speaks.</summary>
    public static IReadOnlyList<IPathRule> All { get; } =
    [
        new ResetInjectedBetween(),
        new FragmentsLostBetween(),
        new NoAnswerBetween(),
        new SegmentsLostBetween(),
        new SilentServer(),
        new DatagramsLostBetween(),
    ];

    /// <summary>
    /// Findings of single captures about loss, silence and resets: guesses at what the path shows outright. Where a path rule has spoken
    /// about the same conversation they are dropped.
    /// </summary>
    public static IReadOnlySet<string> Superseded { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        FindingCodes.RequestUnanswered,
        FindingCodes.RequestLost,
        FindingCodes.ReplyLost,
        FindingCodes.ServerSilent,
        FindingCodes.IpFragmentsLost,
        FindingCodes.TcpNoAnswer,
        FindingCodes.TcpRefused,
        FindingCodes.TcpReset,
        FindingCodes.TcpResetInjected,
        FindingCodes.PathMtuBlackHole,
        FindingCodes.TlsHandshakeStalled,
        FindingCodes.TlsRefusedAfterHello,
        FindingCodes.PacketLoss,
    };

    /// <summary>
    /// Whether a finding of a single capture stays where two causes of a loss are possible: a symptom does, so that neither cause is made the
    /// verdict; a guess at a cause does not.
    /// </summary>
    public static bool MayStandBesideChance(string code) =>
        code is FindingCodes.RequestUnanswered or FindingCodes.TlsHandshakeStalled or FindingCodes.TcpNoAnswer || !Superseded.Contains(code);
}
