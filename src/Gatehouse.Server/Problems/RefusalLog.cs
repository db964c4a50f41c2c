using System.Net;
using Gatehouse.Server.Agents;
using Gatehouse.Server.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Problems;

/// <summary>
/// Writes into the log what was refused to whom, which `gatehouse diagnose` reads there. Of each kind a few a minute, the others counted.
/// </summary>
internal sealed partial class RefusalLog(TimeProvider clock, ILogger<RefusalLog> logger)
{
    private readonly LineQuota _quota = new(clock);

    /// <summary>Writes a refusal.</summary>
    public void Write(HttpContext context, Problem refusal)
    {
        string kind = refusal.Kind.Name;
        (bool isTold, long untold) = _quota.Count(kind);
        if (untold > 0)
        {
            LogMore(logger, untold, kind);
        }

        if (isTold)
        {
            string from = SessionOpening.Text(context.Connection.RemoteIpAddress ?? IPAddress.None);
            LogRefused(logger, context.Request.Method, context.Request.Path, from, kind, refusal.Detail);
        }
    }
}
