using Gatehouse.Contracts.Administration.Policies;
using Gatehouse.Server.Administration.Endpoints;

namespace Gatehouse.Server.Administration.Policies;

/// <summary>A policy as it is stored, and how many endpoints are under it.</summary>
internal sealed class PolicyRow
{
    /// <summary>All of them; conditions and order follow. Only active endpoints (state 1) are checked under it.</summary>
    public const string Select =
        $"""
        SELECT p.name, p.active_version, p.activated_at, p.activated_by,
          (SELECT MAX(v.version) FROM policy_versions v WHERE v.policy = p.name) AS latest_version,
          (SELECT COUNT(*) FROM endpoints e LEFT JOIN assignments a ON a.endpoint_id = e.id
            WHERE e.state = 1 AND COALESCE(a.policy, '{EndpointRow.DefaultPolicy}') = p.name) AS endpoints
        FROM policies p
        """;

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The version endpoints are checked under.</summary>
    public long? ActiveVersion { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset? ActivatedAt { get; init; }

    /// <summary>Who activated it.</summary>
    public string? ActivatedBy { get; init; }

    /// <summary>The newest version.</summary>
    public long LatestVersion { get; init; }

    /// <summary>Endpoints under it.</summary>
    public long Endpoints { get; init; }

    /// <summary>What administrators decide of it.</summary>
    public string Decided => $"{Name}\n{ActiveVersion}\n{LatestVersion}";

    /// <summary>As it is told.</summary>
    public PolicySummary ToSummary() => new(Name, ActiveVersion, LatestVersion, Endpoints, ActivatedAt, ActivatedBy);
}
