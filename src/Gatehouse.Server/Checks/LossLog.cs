using Gatehouse.Protocol.Server;
using Gatehouse.Server.Hosting;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Checks;

/// <summary>
/// Writes into the log what came over UDP and led to nothing, which `gatehouse diagnose` reads there: reports of which a part never arrived, and datagrams
/// of nobody's session. Both are counted rather than listed when there are many.
/// </summary>
internal sealed partial class LossLog(TimeProvider clock, ILogger<LossLog> logger)
{
    private readonly LineQuota _quota = new(clock);
    private long? _strangersTold;
    private long _strangers;

    /// <summary>A report was given up.</summary>
    public void Report(in NodeEvent lost)
    {
        (bool isTold, long untold) = _quota.Count(nameof(NodeEventKind.ReportLost));
        if (untold > 0)
        {
            LogMoreReports(logger, untold);
        }

        if (isTold)
        {
            LogReport(logger, lost.EndpointId, Addresses.ToIPAddress(lost.From.Address).ToString(), lost.Held, lost.Expected);
        }
    }

    /// <summary>Tells of strangers that were not told of yet; at most once a minute. For one thread at a time.</summary>
    /// <param name="statistics">What the node counts.</param>
    public void Strangers(NodeStatistics statistics)
    {
        long more = statistics.Strangers - _strangers;
        if (more == 0)
        {
            return;
        }

        if (_strangersTold is not { } told || clock.GetElapsedTime(told) >= LineQuota.Window)
        {
            (_strangers, _strangersTold) = (statistics.Strangers, clock.GetTimestamp());
            LogStrangers(logger, more, Addresses.ToIPAddress(statistics.LastStranger.Address).ToString());
        }
    }
}
