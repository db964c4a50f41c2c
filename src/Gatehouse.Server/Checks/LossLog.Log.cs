using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Checks;

/// <summary>The lines of the log.</summary>
internal sealed partial class LossLog
{
    [LoggerMessage(EventId = 4004, Level = LogLevel.Warning, Message = "a report of {EndpointId} at {Address} never arrived whole: {Held} of its {Expected} segments did; capture the UDP port of the security check at both ends and give both to `gatehouse diagnose`")]
    private static partial void LogReport(ILogger logger, Guid endpointId, string address, int held, int expected);

    [LoggerMessage(EventId = 4005, Level = LogLevel.Warning, Message = "{Count} more reports never arrived whole and are not listed")]
    private static partial void LogMoreReports(ILogger logger, long count);

    [LoggerMessage(EventId = 4006, Level = LogLevel.Warning, Message = "datagrams of no session of this server: {Count}, the last from {Address}; agents open a new session by themselves, filter others in front of the server if this goes on")]
    private static partial void LogStrangers(ILogger logger, long count, string address);
}
