namespace Gatehouse.Contracts.Agents;

/// <summary>An enrolled endpoint asks for its next certificate, at two thirds of the life of the present one.</summary>
/// <param name="CertificateRequest">PKCS #10 request in PEM; with the key of the present certificate or a new one.</param>
public sealed record CertificateRenewal(string CertificateRequest);
