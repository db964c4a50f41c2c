using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Checks;

/// <summary>What the service logs.</summary>
internal sealed partial class SilenceSweeper
{
    [LoggerMessage(EventId = 4111, Level = LogLevel.Information, Message = "{Count} endpoints were heard by no node for {Seconds} s and count as offline, {First} among them")]
    private static partial void LogSwept(ILogger logger, int count, double seconds, Guid first);

    [LoggerMessage(EventId = 4112, Level = LogLevel.Warning, Message = "silent endpoints are looked for later: {Problem}")]
    private static partial void LogPostponed(ILogger logger, string problem);
}
