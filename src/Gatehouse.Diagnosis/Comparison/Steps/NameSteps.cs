using Gatehouse.Diagnosis.Comparison.Exchanges;
using Gatehouse.Diagnosis.Judgement;
using Gatehouse.Diagnosis.Judgement.Sources;

namespace Gatehouse.Diagnosis.Comparison.Steps;

/// <summary>How the server was found, and how far away the two ends are.</summary>
internal static class NameSteps
{
    private const int MostAddresses = 4;

    /// <summary>Writes the steps down.</summary>
    public static void Add(StepSheet sheet, ObservedExchange exchange)
    {
        if (exchange.Lookup is { } lookup)
        {
            string answer = lookup.Addresses.Count > 0
                ? string.Join(", ", lookup.Addresses.Take(MostAddresses))
                : LookupNames.Outcome(lookup.ResponseCode);
            sheet.Add(StepCodes.Lookup, StepValue.Of($"{lookup.Name} → {answer}", lookup.QueryFrame, lookup.ResponseFrame));
            sheet.Add(StepCodes.NameServer, StepValue.Of(lookup.Server.ToString(), lookup.QueryFrame));
        }

        if (exchange.Server is { } server)
        {
            string? target = exchange.Tcp?.Http is { IsConnect: true } proxied ? proxied.Target : null;
            sheet.Add(StepCodes.Server, StepValue.Of(target is null ? server.ToString() : $"proxy {server} for {target}"));
        }

        (byte client, byte answered) = exchange.Tcp is { } tcp ? (tcp.FromClient.Ttl, tcp.FromServer.Ttl != 0 ? tcp.FromServer.Ttl : tcp.FromServer.Reset?.Ttl ?? 0)
            : exchange.Udp is { } udp ? (udp.FromClient.Ttl, udp.FromServer.Ttl)
            : default;
        sheet.Add(StepCodes.ClientTtl, Ttl(client));
        sheet.Add(StepCodes.ServerTtl, Ttl(answered));
    }

    private static StepValue? Ttl(byte ttl) => ttl == 0 ? null
        : StepValue.Of(Hops.Of(ttl) is { } hops ? $"{ttl}, {StepWords.Distance(hops)}" : $"{ttl}");
}
