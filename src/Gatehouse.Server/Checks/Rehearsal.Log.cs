using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Checks;

internal sealed partial class Rehearsal
{
    [LoggerMessage(4121, LogLevel.Debug, "The first checks will take longer: {Problem}")]
    private static partial void LogCutShort(ILogger logger, string problem);
}
