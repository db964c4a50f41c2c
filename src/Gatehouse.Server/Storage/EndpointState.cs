namespace Gatehouse.Server.Storage;

/// <summary>Whether an endpoint may use its identity; the numbers are stored.</summary>
internal enum EndpointState
{
    /// <summary>It may.</summary>
    Active = 1,

    /// <summary>Not until an administrator has decided.</summary>
    Held = 2,

    /// <summary>Never again.</summary>
    Revoked = 3,
}
