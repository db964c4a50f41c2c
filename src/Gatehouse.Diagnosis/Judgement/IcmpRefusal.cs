using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Icmp;
using Gatehouse.Wire.Icmp;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Judgement;

/// <summary>Puts into words what an ICMP "unreachable" says of a conversation, whatever its transport.</summary>
internal static class IcmpRefusal
{
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
            Title = $"{(isFromServer ? "The server" : error.From.ToString())} rejects packets for {server} with ICMP \"{meaning}\"",
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
        Route,
    }
}
