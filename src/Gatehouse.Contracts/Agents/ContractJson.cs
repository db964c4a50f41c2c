using System.Text.Json.Serialization;

namespace Gatehouse.Contracts.Agents;

/// <summary>How messages between agent and server are written: camelCase; every field is written, also one that is null, and must be there.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(EnrollmentRequest))]
[JsonSerializable(typeof(EnrollmentAnswer))]
[JsonSerializable(typeof(CertificateRenewal))]
[JsonSerializable(typeof(SessionRequest))]
[JsonSerializable(typeof(SessionGrant))]
[JsonSerializable(typeof(CheckExchange))]
[JsonSerializable(typeof(LogUpload))]
[JsonSerializable(typeof(UserSignIn))]
[JsonSerializable(typeof(UserSignInAnswer))]
public sealed partial class ContractJson : JsonSerializerContext;
