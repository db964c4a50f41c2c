using Gatehouse.Contracts.Administration.Policies;

namespace Gatehouse.Server.Administration.Policies;

/// <summary>A version of a policy as it is stored.</summary>
internal sealed class PolicyVersionRow
{
    /// <summary>All of them; conditions and order follow.</summary>
    public const string Select =
        """
        SELECT v.version, v.policy, v.yaml, v.sha256, v.note, v.created_at, v.created_by, p.active_version
        FROM policy_versions v JOIN policies p ON p.name = v.policy
        """;

    /// <summary>Its number.</summary>
    public long Version { get; init; }

    /// <summary>Name of the policy.</summary>
    public required string Policy { get; init; }

    /// <summary>The policy itself.</summary>
    public required string Yaml { get; init; }

    /// <summary>SHA-256 of the YAML.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Why, as the uploader says.</summary>
    public required string Note { get; init; }

    /// <summary>When it was uploaded.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who uploaded it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>The version of the policy that is active.</summary>
    public long? ActiveVersion { get; init; }

    /// <summary>As it is told.</summary>
    /// <param name="whole">With the YAML.</param>
    public PolicyVersion ToVersion(bool whole) =>
        new(Policy, Version, Version == ActiveVersion, Sha256, CreatedAt, CreatedBy, Note, whole ? Yaml : null);
}
