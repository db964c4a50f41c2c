using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Enforcement;

/// <summary>What the service logs.</summary>
internal sealed partial class AccessControl
{
    [LoggerMessage(EventId = 4401, Level = LogLevel.Information, Message = "{Backend}: access of {Count} endpoints changed")]
    private static partial void LogApplied(ILogger logger, string backend, int count);

    [LoggerMessage(EventId = 4402, Level = LogLevel.Error, Message = "{Backend}: access could not be changed: {Problem}; trying again in {Seconds} s")]
    private static partial void LogNotApplied(ILogger logger, string backend, string problem, double seconds);
}
