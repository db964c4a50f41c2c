using Gatehouse.Diagnosis.Judgement.Http;

namespace Gatehouse.Diagnosis.Judgement.Tcp;

/// <summary>Rules about TCP itself, in the order in which they are tried.</summary>
internal static class TcpRules
{
    /// <summary>Faults that a TLS handshake above would only show as a symptom.</summary>
    public static IReadOnlyList<ITcpRule> BeforeTls { get; } =
    [
        new IcmpRejected(),
        new TcpNoAnswer(),
        new TcpRefused(),
        new TcpResetInjected(),
        new PathMtuBlackHole(),
        new TcpZeroWindow(),
        new TcpResetByStranger(),
    ];

    /// <summary>Faults that say less than what TLS or HTTP above say of the same connection.</summary>
    public static IReadOnlyList<ITcpRule> AfterTls { get; } =
    [
        new TcpResetEstablished(),
        new TcpRequestUnanswered(),
        new HttpUnanswered(),
    ];

    /// <summary>Warnings; each is tried. TCP by itself gives none about a single connection: losses are judged over the whole source.</summary>
    public static IReadOnlyList<ITcpRule> Warnings { get; } = [];
}
