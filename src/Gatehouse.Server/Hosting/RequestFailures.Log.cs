using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Hosting;

internal sealed partial class RequestFailures
{
    [LoggerMessage(1201, LogLevel.Error, "{Method} {Route} failed")]
    private static partial void LogFailed(ILogger logger, string method, string? route, Exception error);

    [LoggerMessage(1202, LogLevel.Error, "{Method} {Route} failed: {Problem}")]
    private static partial void LogStorage(ILogger logger, string method, string? route, string problem);
}
