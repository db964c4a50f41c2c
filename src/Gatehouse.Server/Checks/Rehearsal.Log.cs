using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Checks;

/// <summary>What the service logs.</summary>
internal sealed partial class Rehearsal
{
    [LoggerMessage(EventId = 4121, Level = LogLevel.Debug, Message = "the first checks take longer, what they need is not ready: {Problem}")]
    private static partial void LogCutShort(ILogger logger, string problem);

    [LoggerMessage(EventId = 4122, Level = LogLevel.Warning, Message = "the rehearsal of a check failed, as checks may")]
    private static partial void LogFailed(ILogger logger, Exception error);

    [LoggerMessage(EventId = 4123, Level = LogLevel.Warning, Message = "the rehearsal of a check came to no verdict; the first checks take longer")]
    private static partial void LogNoVerdict(ILogger logger);
}
