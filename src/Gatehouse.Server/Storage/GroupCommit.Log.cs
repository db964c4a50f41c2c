using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Storage;

internal sealed partial class GroupCommit
{
    [LoggerMessage(1001, LogLevel.Error, "{Problem}; {Count} writes were not stored")]
    private static partial void LogBatchFailed(ILogger logger, string problem, int count);
}
