using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Nodes;

/// <summary>What the service logs.</summary>
internal sealed partial class NodeLink
{
    [LoggerMessage(EventId = 4201, Level = LogLevel.Warning, Message = "what other nodes do is learnt later: {Problem}")]
    private static partial void LogDeaf(ILogger logger, string problem);

    [LoggerMessage(EventId = 4202, Level = LogLevel.Information, Message = "another node changed the policies; they were read again")]
    private static partial void LogPolicies(ILogger logger);
}
