using Gatehouse.Diagnosis.Observation.Tls;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Inspection;

/// <summary>A ClientHello.</summary>
/// <param name="Frame">The frame in which it ends.</param>
/// <param name="RecordVersion">Version of the record layer; null when there was none (SSLv2) or it was not printed.</param>
/// <param name="LegacyVersion">The legacy_version field; null when it was not printed.</param>
/// <param name="Versions">supported_versions without GREASE, else legacy_version alone.</param>
/// <param name="CipherSuites">Suites as sent, GREASE included; empty when they were only counted in print.</param>
/// <param name="ServerName">server_name; null when absent.</param>
/// <param name="Alpn">Application protocols in order.</param>
/// <param name="Ja3">JA3; null when a print-out does not show enough of the hello.</param>
/// <param name="Ja4">JA4; null when a print-out does not show enough of the hello.</param>
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
    internal static ClientHelloInspection? Of(TlsConversation tls)
    {
        if (tls.ClientHello is not { } hello)
        {
            return null;
        }

        bool isWhole = IsWhole(hello);
        return new ClientHelloInspection(
            tls.ClientHelloFrame,
            InspectionWords.HexOrNull(hello.RecordVersion),
            InspectionWords.HexOrNull(hello.LegacyVersion),
            [.. hello.Versions.Select(InspectionWords.Hex)],
            [.. hello.CipherSuites.Select(InspectionWords.Hex)],
            hello.ServerName,
            hello.Alpn,
            isWhole ? Wire.Tls.Ja3.Compute(hello) : null,
            isWhole ? Wire.Tls.Ja4.Compute(hello) : null);
    }

    /// <summary>Print-outs often name extensions without showing what is in them: fingerprints of those would be wrong.</summary>
    private static bool IsWhole(ClientHello hello) =>
        hello.CipherSuites.Length > 0
        && (hello.Groups.Length > 0 || !hello.Extensions.Contains(ExtensionTypes.SupportedGroups))
        && (hello.PointFormats.Length > 0 || !hello.Extensions.Contains(ExtensionTypes.EcPointFormats))
        && (hello.SignatureAlgorithms.Length > 0 || !hello.Extensions.Contains(ExtensionTypes.SignatureAlgorithms));
}
