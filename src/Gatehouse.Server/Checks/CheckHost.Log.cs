using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Checks;

/// <summary>What the host logs.</summary>
internal sealed partial class CheckHost
{
    [LoggerMessage(EventId = 4001, Level = LogLevel.Warning, Message = "check of {EndpointId} could not be answered, it is asked to come back: {Problem}")]
    private static partial void LogUnavailable(ILogger logger, Guid endpointId, string problem);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Error, Message = "check of {EndpointId} failed")]
    private static partial void LogFailed(ILogger logger, Exception error, Guid endpointId);

    [LoggerMessage(EventId = 4003, Level = LogLevel.Warning, Message = "{EndpointId} did not acknowledge a message within {Seconds} s")]
    private static partial void LogPushExpired(ILogger logger, Guid endpointId, double seconds);
}
