namespace Gatehouse.Contracts.Agents;

/// <summary>An endpoint asks for an identity. Sending it again with the same key gives the same identity.</summary>
/// <param name="Token">Secret part of the enrolment token.</param>
/// <param name="CertificateRequest">PKCS #10 request in PEM (RFC 2986), signed with the endpoint's new key; its subject is ignored.</param>
/// <param name="HostName">What the endpoint calls itself; at most 253 characters; a label, never an identity.</param>
/// <param name="HardwareIds">Hints such as "machine-id:…", "mac:…", "product-uuid:…"; at most 16 of 128 characters.</param>
/// <param name="OperatingSystem">For the administrator: "Debian GNU/Linux 12 (bookworm)".</param>
/// <param name="AgentVersion">Version of the agent.</param>
public sealed record EnrollmentRequest(
    string Token,
    string CertificateRequest,
    string HostName,
    IReadOnlyList<string> HardwareIds,
    string OperatingSystem,
    string AgentVersion);
