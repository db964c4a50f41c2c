using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Problems;

internal sealed partial class RefusalLog
{
    [LoggerMessage(1401, LogLevel.Warning, "{Method} {Route} from {Address} was refused as {Kind}: {Detail}")]
    private static partial void LogRefused(ILogger logger, string method, string route, string address, string kind, string detail);

    [LoggerMessage(1402, LogLevel.Warning, "{Count} more requests were refused as {Kind} and are not listed")]
    private static partial void LogMore(ILogger logger, long count, string kind);
}
