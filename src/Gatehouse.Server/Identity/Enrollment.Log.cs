using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Identity;

internal sealed partial class Enrollment
{
    [LoggerMessage(1101, LogLevel.Information, "certificate {Serial} issued to endpoint {Endpoint}")]
    private static partial void LogIssued(ILogger logger, Guid endpoint, string serial);

    [LoggerMessage(1102, LogLevel.Warning, "endpoint {Endpoint} is held for approval: {Reason}")]
    private static partial void LogHeld(ILogger logger, Guid endpoint, string reason);

    [LoggerMessage(1103, LogLevel.Information, "endpoint {Endpoint} renewed its certificate; the new one is {Serial}")]
    private static partial void LogRenewed(ILogger logger, Guid endpoint, string serial);
}
