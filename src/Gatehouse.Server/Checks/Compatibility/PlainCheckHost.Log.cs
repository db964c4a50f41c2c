using System.Net;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Checks.Compatibility;

/// <summary>What the compatibility mode logs.</summary>
internal sealed partial class PlainCheckHost
{
    [LoggerMessage(
        EventId = 4301,
        Level = LogLevel.Warning,
        Message = "COMPATIBILITY MODE on UDP port {Port} for {Networks}: checks there are readable and can be forged, and admit nobody; leave --compatibility-port out to switch it off")]
    private static partial void LogOpen(ILogger logger, int port, string networks);

    [LoggerMessage(EventId = 4302, Level = LogLevel.Warning, Message = "compatibility mode: {Address} is in none of its networks and gets no answer, nor do others like it; open it with --compatibility-from")]
    private static partial void LogRefused(ILogger logger, IPAddress address);

    [LoggerMessage(EventId = 4303, Level = LogLevel.Warning, Message = "compatibility mode: told {From} \"{Verdict}\"; it is neither stored nor enforced")]
    private static partial void LogVerdict(ILogger logger, string from, string verdict);
}
