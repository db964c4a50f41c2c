using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Checks;

/// <summary>What the service logs.</summary>
internal sealed partial class PresenceKeeper
{
    [LoggerMessage(EventId = 4101, Level = LogLevel.Information, Message = "{Count} endpoints fell silent and count as offline, {First} among them")]
    private static partial void LogSilent(ILogger logger, int count, Guid first);

    [LoggerMessage(EventId = 4102, Level = LogLevel.Warning, Message = "what endpoints did is stored later: {Problem}")]
    private static partial void LogPostponed(ILogger logger, string problem);
}
