using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Inspection;
using Gatehouse.Diagnosis.Judgement;
using Gatehouse.Diagnosis.Logs;
using Gatehouse.Diagnosis.Sources;

namespace Gatehouse.Diagnosis.Comparison.Exchanges;

/// <summary>Reads one side a second time, when it is known what to look for in it.</summary>
internal static class ExchangeReader
{
    /// <summary>Finds the exchange.</summary>
    /// <param name="input">The evidence.</param>
    /// <param name="report">What its diagnosis says.</param>
    /// <param name="target">What to look for.</param>
    /// <param name="endpoint">Limits the search to one endpoint; null for any.</param>
    /// <param name="progress">Told now and then how far reading has come.</param>
    /// <param name="cancellation">Ends reading early.</param>
    public static ObservedExchange Read(
        EvidenceInput input,
        Report report,
        ExchangeTarget target,
        string? endpoint,
        IProgress<ReadProgress>? progress,
        CancellationToken cancellation)
    {
        if (report.Sources[0].Kind.StartsWith("client-log", StringComparison.Ordinal))
        {
            SecurityExchange? check = Find(ReadLog(input, cancellation), target, endpoint);
            return new ObservedExchange { Report = report, Check = check, Match = check is null ? ExchangeMatch.None : ExchangeMatch.SecurityCheck };
        }

        ExchangeCollector collector = new(target, new EndpointFilter(endpoint));
        using InspectionSource source = InspectionSource.Open(input, new SourceNames());
        source.Start(collector);
        while (source.ReadBatch(progress, cancellation))
        {
        }

        return new ObservedExchange
        {
            Report = report,
            Tcp = collector.Tcp,
            Udp = collector.Udp,
            Lookup = collector.Lookup,
            Fragments = collector.Fragments,
            Match = collector.Match,
        };
    }

    private static ClientLog ReadLog(EvidenceInput input, CancellationToken cancellation)
    {
        using EvidenceFile file = EvidenceFile.Open(input.Path);
        return ClientLogReader.Read(file.ReadText().Content, new ClientLogBudget(), cancellation);
    }

    /// <summary>The last security check that went as wanted, or else the last one.</summary>
    private static SecurityExchange? Find(ClientLog log, ExchangeTarget target, string? endpoint)
    {
        if (target is { Protocol: "tcp", IsSecurityCheck: false })
        {
            return null;
        }

        ExchangeOutcome wanted = target.WantsSuccess ? ExchangeOutcome.Completed : ExchangeOutcome.Unanswered;
        SecurityExchange[] checks = [.. log.Exchanges.Where(check => endpoint is null || IsOf(check, endpoint))];
        return checks.LastOrDefault(check => check.Outcome == wanted) ?? checks.LastOrDefault();
    }

    private static bool IsOf(SecurityExchange check, string endpoint)
    {
        ulong? mac = EndpointFilter.Mac(endpoint);
        return check.Packets.Any(packet =>
            string.Equals(packet.Document?.Value("userName"), endpoint, StringComparison.OrdinalIgnoreCase)
            || (mac is not null && packet.Document?.Value("hwAddr") is { } address && EndpointFilter.Mac(address) == mac));
    }
}
