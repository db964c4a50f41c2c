using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Nodes;

/// <summary>What the service logs.</summary>
internal sealed partial class AccessNews
{
    [LoggerMessage(EventId = 4211, Level = LogLevel.Warning, Message = "nodes that guard interfaces learn of verdicts later, by looking: {Problem}")]
    private static partial void LogLost(ILogger logger, string problem);
}
