using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Administration.Policies;

internal sealed partial class PolicyCatalog
{
    [LoggerMessage(3101, LogLevel.Error, "version {Version} of policy {Policy} cannot be read by this program: {Problem}; endpoints under it get no verdict until another version is activated")]
    private static partial void LogUnreadable(ILogger logger, string policy, long version, string problem);
}
