namespace Gatehouse.Diagnosis.Judgement.Udp;

/// <summary>Rules about UDP conversations, in the order in which they are tried.</summary>
internal static class UdpRules
{
    /// <summary>Faults; the first that applies speaks.</summary>
    public static IReadOnlyList<IUdpRule> Faults { get; } =
    [
        new IcmpRejected(),
        new IpFragmentsLost(),
        new ReportExceedsMtu(),
        new PostureNoncompliant(),
        new DtlsRefused(),
        new DtlsStalled(),
        new ServerSilent(),
        new RequestUnanswered(),
    ];

    /// <summary>Warnings; each is tried.</summary>
    public static IReadOnlyList<IUdpRule> Warnings { get; } =
    [
        new IpFragmentsLostSometimes(),
        new ReportNearsMtu(),
    ];
}
