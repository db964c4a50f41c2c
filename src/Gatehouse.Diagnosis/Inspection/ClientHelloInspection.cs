using Gatehouse.Diagnosis.Observation.Tls;

namespace Gatehouse.Diagnosis.Inspection;

/// <summary>A ClientHello.</summary>
/// <param name="Frame">The frame in which it ends.</param>
/// <param name="RecordVersion">Version of the record layer; null when there was none (SSLv2) or it was not printed.</param>
/// <param name="LegacyVersion">The legacy_version field; null when it was not printed.</param>
/// <param name="Versions">supported_versions without GREASE, else legacy_version alone.</param>
/// <param name="CipherSuites">Suites as sent, GREASE included; empty when they were only counted in print.</param>
/// <param name="ServerName">server_name; null when absent.</param>
/// <param name="Alpn">Application protocols in order.</param>
/// <param name="Ja3">JA3; null when it cannot be computed.</param>
/// <param name="Ja4">JA4; null when it cannot be computed.</param>
public sealed record ClientHelloInspection(
    long Frame,
    string? RecordVersion,
    string? LegacyVersion,
    IReadOnlyList<string> Versions,
    IReadOnlyList<string> CipherSuites,
    string? ServerName,
    IReadOnlyList<string> Alpn,
    string? Ja3,
    string? Ja4)
{
    internal static ClientHelloInspection? Of(TlsConversation tls) => tls.ClientHello is not { } hello
        ? null
        : new ClientHelloInspection(
            tls.ClientHelloFrame,
            InspectionWords.HexOrNull(hello.RecordVersion),
            InspectionWords.HexOrNull(hello.LegacyVersion),
            [.. hello.Versions.Select(InspectionWords.Hex)],
            [.. hello.CipherSuites.Select(InspectionWords.Hex)],
            hello.ServerName,
            hello.Alpn,
            Wire.Tls.Ja3.Compute(hello),
            Wire.Tls.Ja4.Compute(hello));
}
