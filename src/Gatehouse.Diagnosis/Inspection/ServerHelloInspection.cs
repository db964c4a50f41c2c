using Gatehouse.Diagnosis.Observation.Tls;

namespace Gatehouse.Diagnosis.Inspection;

/// <summary>A ServerHello.</summary>
/// <param name="Frame">The frame in which it ends.</param>
/// <param name="Version">The version agreed on: supported_versions where present; null when it was not printed.</param>
/// <param name="CipherSuite">The suite chosen; null when it was not printed.</param>
public sealed record ServerHelloInspection(long Frame, string? Version, string? CipherSuite)
{
    internal static ServerHelloInspection? Of(TlsConversation tls) => tls.ServerHello is not { } hello
        ? null
        : new ServerHelloInspection(
            tls.ServerHelloFrame, InspectionWords.HexOrNull(hello.Version), InspectionWords.HexOrNull(hello.CipherSuite));
}
