using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Hosting;

internal sealed partial class Maintenance
{
    [LoggerMessage(1211, LogLevel.Information, "the trust anchors are now {Anchors}; agents learn of them when they renew their certificates")]
    private static partial void LogAnchors(ILogger logger, string anchors);

    [LoggerMessage(1212, LogLevel.Information, "the server's certificate was renewed and holds until {Until:u}")]
    private static partial void LogRenewed(ILogger logger, DateTimeOffset until);

    [LoggerMessage(1213, LogLevel.Warning, "the server's certificate ends on {Until:u} and was not renewed; check that the data folder can be written")]
    private static partial void LogCertificateEnds(ILogger logger, DateTimeOffset until);

    [LoggerMessage(1214, LogLevel.Warning, "the trust anchor in use ends on {Until:u}; check the clock of the server and that the data folder can be written")]
    private static partial void LogAnchorEnds(ILogger logger, DateTimeOffset until);

    [LoggerMessage(1215, LogLevel.Error, "certificates, keys and old records could not be looked after: {Problem}")]
    private static partial void LogFailed(ILogger logger, string problem);
}
