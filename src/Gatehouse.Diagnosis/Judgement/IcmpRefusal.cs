using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Icmp;
using Gatehouse.Wire.Icmp;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Judgement;

/// <summary>Puts into words what an ICMP "unreachable" or "time to live exceeded" says of a conversation, whatever its transport.</summary>
internal static class IcmpRefusal
{
    /// <summary>Hops left at the start below which running out of them is meant, as when a route is traced; systems start at 64 or more.</summary>
    private const byte FewestHops = 32;

    /// <summary>The errors that mean a client's packets do not arrive.</summary>
    /// <param name="errors">Errors that quote its conversation.</param>
    /// <param name="client">The client.</param>
    /// <param name="ttl">Time to live of its first packet; 0 when not known.</param>
    public static IcmpError[] Of(IReadOnlyList<IcmpError> errors, IpEndpoint client, byte ttl) =>
    [
        .. errors.Where(error => error.QuotedSource == client && (error.IsUnreachable || (error.IsHopLimitExceeded && ttl is 0 or >= FewestHops))),
    ];

    /// <summary>A display filter for the errors.</summary>
    public static string Filter(IReadOnlyList<IcmpError> errors, IpAddress address) =>
        $"{(errors[0].IsVersion6 ? "icmpv6" : "icmp")} && {DisplayFilter.Address(address)}";

    /// <summary>A finding without its conversation's evidence.</summary>
    /// <param name="errors">The errors, at least one.</param>
    /// <param name="name">The conversation.</param>
    /// <param name="server">Whom the client wanted.</param>
    public static Finding Describe(IReadOnlyList<IcmpError> errors, ConversationName name, IpEndpoint server)
    {
        IcmpError error = errors[0];
        string meaning = IcmpNames.Of(error.IsVersion6, error.Type, error.Code);
        bool isFromServer = error.From == server.Address;
        string teller = isFromServer ? "the server itself" : $"{error.From}, a device on the way,";
        return new Finding
        {
            Code = FindingCodes.IcmpRejected,
            Severity = Severity.Fault,
            Confidence = Confidence.Certain,
            Title = error.IsHopLimitExceeded
                ? $"Packets for {server} do not arrive: {error.From} answers with ICMP \"{meaning}\", likely a routing loop"
                : $"{(isFromServer ? "The server" : error.From.ToString())} rejects packets for {server} with ICMP \"{meaning}\"",
            Explanation = $"The client's packet was answered with ICMP{(error.IsVersion6 ? "v6" : string.Empty)} type {error.Type}, code {error.Code} "
                + $"({meaning}); {teller} sent it. {Reason(error, isFromServer)}",
            Conversation = name,
            Facts = new Dictionary<string, object>
            {
                ["type"] = (int)error.Type,
                ["code"] = (int)error.Code,
                ["meaning"] = meaning,
                ["from"] = error.From.ToString(),
                ["errors"] = errors.Count,
            },
            Remedies = Remedies(error, server, isFromServer),
        };
    }

    private static Refusal Classify(IcmpError error) => (error.IsVersion6, error.Code) switch
    {
        _ when error.IsHopLimitExceeded => Refusal.Loop,
        (false, 3) or (true, 4) => Refusal.Port,
        (false, 9 or 10 or 13) or (true, 1 or 5 or 6) => Refusal.Policy,
        (false, 1 or 7) or (true, 3) => Refusal.Host,
        (false, 2) => Refusal.Protocol,
        _ => Refusal.Route,
    };

    private static string Reason(IcmpError error, bool isFromServer) => Classify(error) switch
    {
        Refusal.Port when isFromServer => "No program on the server receives on that port, or its own firewall says so.",
        Refusal.Port => "Only an end should say this of a port: a firewall on the way rejects it in this form.",
        Refusal.Policy => "A filter forbids this traffic and says so.",
        Refusal.Host => "The last router finds nobody at that address: the server is off, has another address, or sits in another network.",
        Refusal.Protocol => "The host does not take this protocol, or a firewall rejects it in this form.",
        Refusal.Loop => "The packet had passed as many routers as its hop count allows. No real way is that long: routers hand it round in a circle (routing loop), or a wrong route leads it astray.",
        _ => "It has no route to the server's network.",
    };

    private static IReadOnlyList<string> Remedies(IcmpError error, IpEndpoint server, bool isFromServer) => Classify(error) switch
    {
        Refusal.Port =>
        [
            $"Check on {server.Address} that the service runs and listens on port {server.Port} of this address (Linux: ss -lntup, Windows: netstat -abno).",
            "Check the port in the client's settings against the server's.",
            $"Check {(isFromServer ? "the server's own firewall" : $"the rules of {error.From}")} for a rule that rejects this port.",
        ],
        Refusal.Policy =>
        [
            $"Look in the access lists or firewall rules of {error.From} for the one that rejects {server}, and permit this client there.",
            "If the client is meant to be in another network zone (VLAN, isolation list), find out why it is in this one.",
        ],
        Refusal.Host =>
        [
            $"Check that {server.Address} is the server's address, that it is on, and that its network card is in the right network.",
            $"On {error.From}: look whether it has a neighbour entry (ARP) for {server.Address}.",
        ],
        Refusal.Loop =>
        [
            $"Trace the route from the client (traceroute -n {server.Address}, Windows: tracert -d {server.Address}): addresses that come again and again are the loop.",
            $"Compare the routes to {server.Address} on {error.From} and on the routers beside it: often one has only its default route, which points back.",
        ],
        _ =>
        [
            $"Check the route to {server.Address} on {error.From} and the client's default gateway.",
        ],
    };

    private enum Refusal
    {
        Port,
        Policy,
        Host,
        Protocol,
        Loop,
        Route,
    }
}
