using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Paths.Fates;
using Gatehouse.Diagnosis.Paths.Matching;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Judgement.Paths;

/// <summary>Names the frames of a packet at every vantage point, and says where there are none.</summary>
internal static class PathEvidence
{
    private const int MostIdentifications = 4;

    /// <summary>One piece of evidence for each vantage point.</summary>
    /// <param name="exchange">The conversation.</param>
    /// <param name="journeys">The packets.</param>
    /// <param name="what">What they are, in the plural.</param>
    public static IReadOnlyList<Evidence> Of(ExchangeCase exchange, IReadOnlyCollection<Journey> journeys, string what)
    {
        List<Evidence> evidence = [];
        for (int place = 0; place < exchange.Path.Count; place++)
        {
            Journey[] seen = [.. journeys.Where(journey => journey.WasAt(place))];
            string note = seen.Length == journeys.Count
                ? $"{what}: {(seen.Length == 1 ? "seen" : $"all {seen.Length:N0} seen")}"
                : seen.Length == 0 ? $"{what}: none seen" : $"{what}: {seen.Length:N0} of {journeys.Count:N0} seen";
            evidence.Add(new Evidence(
                exchange.Path[place].Name,
                FindingNames.Frames([.. seen.Take(Proof.MostFrames).Select(journey => (long)journey.At(place)!.Value.Frame)]),
                Filter(exchange.Exchange.At(place) ?? exchange.Exchange.Nearest, journeys),
                note));
        }

        return evidence;
    }

    private static string Filter(PathFlow flow, IReadOnlyCollection<Journey> journeys)
    {
        Journey[] fragments = [.. journeys.Where(journey => journey.Kind == SightingKind.Fragment)];
        if (fragments.Length > 0)
        {
            IpAddress sender = (fragments[0].IsToServer ? flow.Client : flow.Server).Address;
            return string.Join(" || ", fragments.Select(journey => journey.Identification).Distinct().Take(MostIdentifications).Select(identification =>
                sender.IsIpv4
                    ? $"(ip.src == {sender} && ip.id == 0x{identification:x4})"
                    : $"(ipv6.src == {sender} && ipv6.fraghdr.ident == 0x{identification:x8})"));
        }

        string hosts = $"{DisplayFilter.Address(flow.Client.Address)} && {DisplayFilter.Address(flow.Server.Address)}";
        return flow.Protocol switch
        {
            "tcp" => $"{hosts} && tcp.port == {flow.Client.Port} && tcp.port == {flow.Server.Port}",
            "udp" => $"{hosts} && udp.port == {flow.Client.Port}",
            _ => hosts,
        };
    }
}
