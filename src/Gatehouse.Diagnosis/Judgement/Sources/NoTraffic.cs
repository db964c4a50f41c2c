using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement.Http;
using Gatehouse.Diagnosis.Observation.Dns;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Judgement.Sources;

/// <summary>Nothing to or from a server that the user expects, in a capture that shows other traffic.</summary>
internal sealed class NoTraffic : ISourceRule
{
    private const int MostNearest = 5;

    public IEnumerable<Finding> Judge(SourceContext context) => context.Source.IsSelective || context.Source.IpFrames == 0
        ? []
        : context.Options.Servers.Where(expected => !ExpectedTraffic.WasSeen(expected, context)).Select(expected => Describe(expected, context));

    private static Finding Describe(ServerExpectation expected, SourceContext context)
    {
        string name = expected.Port == 0 ? expected.Host : $"{expected.Host}:{expected.Port}";
        string[] nearest = [.. Nearest(expected, context).Distinct().Take(MostNearest)];
        TcpConversation? tunnel = context.Tunnels.Values.FirstOrDefault(tunnel => ExpectedTraffic.MayBeFor(tunnel.Http!, expected));
        bool isFiltered = context.Source.Interfaces.Any(recorded => recorded.Filter is { Length: > 0 });
        return new Finding
        {
            Code = FindingCodes.NoTraffic,
            Severity = tunnel is null ? Severity.Fault : Severity.Note,
            Confidence = isFiltered || tunnel is not null ? Confidence.Possible : Confidence.Likely,
            Title = $"Nothing goes to or comes from {name} in {context.Name}",
            Explanation = $"The capture shows {context.Source.IpFrames:N0} IP {(context.Source.IpFrames == 1 ? "packet" : "packets")}, none of them to or from {name}. "
                + (nearest.Length > 0 ? $"What was done instead: {string.Join("; ", nearest)}. " : string.Empty)
                + (tunnel is not null
                    ? $"The proxy {tunnel.Server} opened a tunnel to {tunnel.Http!.Target}, and whether that is the same server the capture does not say."
                    : isFiltered
                    ? "It was taken with a filter, which may be why."
                    : "Either the client never tried while it was taken, or it was taken where that traffic does not pass."),
            Facts = new Dictionary<string, object> { ["server"] = name, ["nearest"] = nearest },
            Remedies =
            [
                $"Check in the client's settings that its server is {name}, and that its service runs; start the sign-in or check again while capturing.",
                "Check that the capture was taken on the network card that the client uses (cable, wireless, VPN).",
            ],
        };
    }

    private static IEnumerable<string> Nearest(ServerExpectation expected, SourceContext context)
    {
        foreach (DnsLookup lookup in context.FailedLookups
            .Where(lookup => !context.Resolved.ContainsKey(lookup.Name)
                && !LookupNames.FailsOnHealthyNetworks(lookup.Name, context.Resolved.Keys)
                && ExpectedTraffic.MayBeOnTheWay(lookup, expected, context))
            .DistinctBy(lookup => lookup.Name))
        {
            yield return $"the name {lookup.Name} was looked up at {lookup.Server}: {LookupNames.Outcome(lookup.ResponseCode)}";
        }

        foreach (TcpConversation refused in context.KeptTcp.Where(conversation =>
            conversation.Http is { } http && ExpectedTraffic.MayBeFor(http, expected) && ProxyRefused.IsRefused(conversation, context)))
        {
            yield return $"the proxy {refused.Server} was asked for {refused.Http?.Target} and refused with status {refused.Http?.ErrorStatus}";
        }

        foreach (TcpConversation unanswered in context.KeptTcp.Where(conversation =>
            conversation.Http is { IsConnect: true, Responses: 0 } http && ExpectedTraffic.MayBeFor(http, expected)))
        {
            yield return $"the proxy {unanswered.Server} was asked for {unanswered.Http?.Target} and gave no answer";
        }

        IReadOnlyList<IpAddress> addresses = ExpectedTraffic.Addresses(expected, context);
        if (expected.Address is null && addresses.Count > 0)
        {
            yield return $"the name {expected.Host} was resolved to {string.Join(", ", addresses)}";
        }

        foreach (IpEndpoint server in ExpectedTraffic.Servers(context).Where(server => addresses.Contains(server.Address)))
        {
            yield return $"port {server.Port} of the same host was asked";
        }

        foreach (IpEndpoint server in ExpectedTraffic.Servers(context).Where(server => expected.Port != 0 && server.Port == expected.Port))
        {
            string? lookedUp = context.AnsweredLookups.FirstOrDefault(lookup => lookup.Addresses.Contains(server.Address))?.Name;
            yield return $"the same port of {server.Address}{(lookedUp is null ? string.Empty : $" ({lookedUp})")} was asked";
        }
    }
}
