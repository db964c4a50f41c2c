using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Agents;

internal sealed partial class SessionOpening
{
    [LoggerMessage(1301, LogLevel.Warning, "no session for endpoint {Endpoint}: {Reason}")]
    private static partial void LogHeld(ILogger logger, Guid endpoint, string reason);
}
