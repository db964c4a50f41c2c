using System.Text.Json.Serialization;
using Gatehouse.Contracts.Administration.Audit;
using Gatehouse.Contracts.Administration.Catalogues;
using Gatehouse.Contracts.Administration.Endpoints;
using Gatehouse.Contracts.Administration.Policies;
using Gatehouse.Contracts.Administration.Tokens;
using Gatehouse.Contracts.Administration.Users;

namespace Gatehouse.Contracts.Administration;

/// <summary>How messages of the administration are written: camelCase; what is not known is null, so that every field is always there. What a client sends may hold no field that the server does not know; what the server answers may grow.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ProblemDocument))]
[JsonSerializable(typeof(Overview))]
[JsonSerializable(typeof(EndpointDetail))]
[JsonSerializable(typeof(EndpointSummary))]
[JsonSerializable(typeof(Page<EndpointSummary>), TypeInfoPropertyName = "EndpointPage")]
[JsonSerializable(typeof(EndpointDecision))]
[JsonSerializable(typeof(EndpointMessage))]
[JsonSerializable(typeof(EndpointMove))]
[JsonSerializable(typeof(PolicySummary))]
[JsonSerializable(typeof(Page<PolicySummary>), TypeInfoPropertyName = "PolicyPage")]
[JsonSerializable(typeof(PolicyVersion))]
[JsonSerializable(typeof(Page<PolicyVersion>), TypeInfoPropertyName = "PolicyVersionPage")]
[JsonSerializable(typeof(PolicyUpload))]
[JsonSerializable(typeof(PolicyActivation))]
[JsonSerializable(typeof(PolicyTrial))]
[JsonSerializable(typeof(PolicyTrialResult))]
[JsonSerializable(typeof(CatalogueUpload))]
[JsonSerializable(typeof(CatalogueVersion))]
[JsonSerializable(typeof(Page<CatalogueVersion>), TypeInfoPropertyName = "CataloguePage")]
[JsonSerializable(typeof(EnrollmentTokenRequest))]
[JsonSerializable(typeof(EnrollmentTokenCreated))]
[JsonSerializable(typeof(EnrollmentTokenSummary))]
[JsonSerializable(typeof(Page<EnrollmentTokenSummary>), TypeInfoPropertyName = "EnrollmentTokenPage")]
[JsonSerializable(typeof(ApiTokenRequest))]
[JsonSerializable(typeof(ApiTokenCreated))]
[JsonSerializable(typeof(ApiTokenSummary))]
[JsonSerializable(typeof(Page<ApiTokenSummary>), TypeInfoPropertyName = "ApiTokenPage")]
[JsonSerializable(typeof(AuditEntry))]
[JsonSerializable(typeof(Page<AuditEntry>), TypeInfoPropertyName = "AuditPage")]
[JsonSerializable(typeof(UserPassword))]
[JsonSerializable(typeof(UserSummary))]
[JsonSerializable(typeof(Page<UserSummary>), TypeInfoPropertyName = "UserPage")]
public sealed partial class AdministrationJson : JsonSerializerContext;
