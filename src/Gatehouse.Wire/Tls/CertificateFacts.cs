namespace Gatehouse.Wire.Tls;

/// <summary>What a report needs to know of one X.509 certificate.</summary>
public sealed record CertificateFacts
{
    /// <summary>SHA-256 of the DER encoding, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Subject distinguished name as text, most specific part first; empty when it is not readable.</summary>
    public required string Subject { get; init; }

    /// <summary>Issuer distinguished name as text.</summary>
    public required string Issuer { get; init; }

    /// <summary>Start of validity, UTC; null when the certificate is not readable.</summary>
    public DateTime? NotBefore { get; init; }

    /// <summary>End of validity, UTC; null when the certificate is not readable.</summary>
    public DateTime? NotAfter { get; init; }

    /// <summary>DNS names and IP addresses of the subject alternative name extension, as text.</summary>
    public IReadOnlyList<string> AlternativeNames { get; init; } = [];

    /// <summary>The inspecting product whose name the issuer bears (<see cref="InspectingProducts"/>); null when it bears none.</summary>
    public string? InspectingProduct { get; init; }

    /// <summary>Whether subject and issuer are the same name.</summary>
    public bool IsSelfIssued => Subject.Length > 0 && string.Equals(Subject, Issuer, StringComparison.Ordinal);

    /// <summary>Whether the octets were a certificate; when false only <see cref="Sha256"/> is meaningful.</summary>
    public bool IsReadable => NotAfter is not null;
}
