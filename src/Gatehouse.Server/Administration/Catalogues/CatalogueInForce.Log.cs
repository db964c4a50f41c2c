using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Administration.Catalogues;

internal sealed partial class CatalogueInForce
{
    [LoggerMessage(3201, LogLevel.Information, "version {Version} of the catalogue of patches holds: {Name} with {Patches} patches")]
    private static partial void LogHolds(ILogger logger, long version, string name, int patches);

    [LoggerMessage(3202, LogLevel.Error, "version {Version} of the catalogue of patches cannot be read by this program: {Problem}; upload one that can with `gatehouse catalog apply`")]
    private static partial void LogUnreadable(ILogger logger, long version, string problem);
}
