using Gatehouse.Diagnosis.Logs;

namespace Gatehouse.Diagnosis.Judgement.Logs;

/// <summary>
/// Measures the report of each exchange of a log once, however many rules ask and however many packets went unanswered: to
/// measure is to compress it.
/// </summary>
internal sealed class ReportSizings
{
    private readonly Dictionary<SecurityExchange, ReportSizing?> _measured = [];

    /// <summary>The figures of an exchange's last report; null when none was printed completely.</summary>
    public ReportSizing? Of(SecurityExchange exchange)
    {
        if (!_measured.TryGetValue(exchange, out ReportSizing? sizing))
        {
            _measured[exchange] = sizing = ReportSizing.Of(exchange);
        }

        return sizing;
    }
}
