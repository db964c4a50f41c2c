using System.Text.Json.Serialization;

namespace Gatehouse.Contracts.Agents;

/// <summary>How messages between agent and server are written: camelCase, nothing that is null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
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
