using System.Text.Json.Serialization;

namespace Gatehouse.Contracts.Administration.Policies;

/// <summary>One version of a policy; versions never change.</summary>
/// <param name="Policy">Name of the policy.</param>
/// <param name="Version">One number that grows over all policies, so that a version names its policy too.</param>
/// <param name="Active">Whether endpoints are checked under it now.</param>
/// <param name="Sha256">SHA-256 of the YAML in UTF-8, lower-case hexadecimal.</param>
/// <param name="CreatedAt">When it was uploaded.</param>
/// <param name="CreatedBy">Who uploaded it.</param>
/// <param name="Note">Why, as the uploader says; may be empty.</param>
/// <param name="Yaml">The policy itself; left out of lists.</param>
public sealed record PolicyVersion(
    string Policy,
    long Version,
    bool Active,
    string Sha256,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    string Note,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Yaml = null);
