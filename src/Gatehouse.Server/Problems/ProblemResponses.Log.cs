using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Problems;

internal sealed partial class ProblemResponses
{
    [LoggerMessage(3001, LogLevel.Error, "{Method} {Route} failed")]
    private static partial void LogFailed(ILogger logger, string method, string route, Exception error);

    [LoggerMessage(3002, LogLevel.Warning, "{Method} {Route} failed: {Problem}")]
    private static partial void LogStorage(ILogger logger, string method, string route, string problem);
}
