namespace Gatehouse.Server.Administration.Endpoints;

/// <summary>What the server can ask of a connected endpoint by itself.</summary>
internal enum EndpointCommand
{
    /// <summary>Run the security check again now.</summary>
    Recheck,

    /// <summary>Show the user a message.</summary>
    Message,

    /// <summary>Log off: the session ends, and the endpoint's access with it.</summary>
    LogOff,
}
