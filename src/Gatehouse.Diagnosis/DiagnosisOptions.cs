using Gatehouse.Capture;

namespace Gatehouse.Diagnosis;

/// <summary>What to diagnose, and what the user knows already.</summary>
public sealed record DiagnosisOptions
{
    /// <summary>The evidence in the order given.</summary>
    public required IReadOnlyList<EvidenceInput> Inputs { get; init; }

    /// <summary>Servers the user expects traffic to.</summary>
    public IReadOnlyList<ServerExpectation> Servers { get; init; } = [];

    /// <summary>Limits the diagnosis to one endpoint: an IP address, a hardware address or a user name.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Text that the issuer of the server's certificate must contain; null when any will do.</summary>
    public string? ExpectIssuer { get; init; }

    /// <summary>SHA-256 of the certificate the server must present, lower-case hexadecimal; null when any will do.</summary>
    public string? ExpectCertificateSha256 { get; init; }

    /// <summary>Frames before this time are left out.</summary>
    public Timestamp Since { get; init; } = Timestamp.None;

    /// <summary>Frames after this time are left out.</summary>
    public Timestamp Until { get; init; } = Timestamp.None;

    /// <summary>Whether the packets behind the verdict are wanted: the captures that show them are then read once more.</summary>
    public bool DrawLadder { get; init; }

    /// <summary>Time zone of logs without one; null to take the best fit.</summary>
    public TimeZoneInfo? LogZone { get; init; }
}
