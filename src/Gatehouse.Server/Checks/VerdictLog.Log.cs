using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Checks;

internal sealed partial class VerdictLog
{
    [LoggerMessage(EventId = 4501, Level = LogLevel.Information, Message = "endpoint {EndpointId} at {Address} is {Verdict} under policy {Policy} version {Version}: {Reasons}")]
    private static partial void LogHeldBack(ILogger logger, Guid endpointId, string address, string verdict, string policy, long version, string reasons);

    [LoggerMessage(EventId = 4502, Level = LogLevel.Information, Message = "endpoint {EndpointId} at {Address} is {Verdict} again")]
    private static partial void LogMended(ILogger logger, Guid endpointId, string address, string verdict);
}
