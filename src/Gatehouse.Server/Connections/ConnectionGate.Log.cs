using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Connections;

/// <summary>What the gate logs.</summary>
internal sealed partial class ConnectionGate
{
    [LoggerMessage(1221, LogLevel.Warning, "{Dropped} connections that proved nothing were dropped since the start, the last one ({Reason}) from {Source}; {Unproven} of at most {Capacity} are open; if this goes on, filter that source in front of the server")]
    private static partial void LogDropped(ILogger logger, long dropped, string reason, string source, int unproven, int capacity);
}
