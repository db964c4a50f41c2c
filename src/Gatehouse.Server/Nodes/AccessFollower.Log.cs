using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Nodes;

/// <summary>What the service logs.</summary>
internal sealed partial class AccessFollower
{
    [LoggerMessage(EventId = 4212, Level = LogLevel.Warning, Message = "what other nodes decide is applied later: {Problem}")]
    private static partial void LogBehind(ILogger logger, string problem);
}
