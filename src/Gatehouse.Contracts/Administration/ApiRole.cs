using System.Text.Json.Serialization;

namespace Gatehouse.Contracts.Administration;

/// <summary>What the holder of an API token may do; each role may do all that the roles below it may.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ApiRole>))]
public enum ApiRole
{
    /// <summary>Read everything but who may administer.</summary>
    [JsonStringEnumMemberName("viewer")]
    Viewer = 1,

    /// <summary>Decide about endpoints: approve, reject, revoke, move, re-check, message, log off.</summary>
    [JsonStringEnumMemberName("operator")]
    Operator = 2,

    /// <summary>Change policies, tokens and users.</summary>
    [JsonStringEnumMemberName("administrator")]
    Administrator = 3,
}
