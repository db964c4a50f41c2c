using System.Globalization;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Logs;
using Gatehouse.Wire.Ead;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Judgement.Logs;

/// <summary>What all findings about one exchange have in common.</summary>
internal static class ExchangeFacts
{
    /// <summary>The conversation; null when the log does not tell the server's address.</summary>
    public static ConversationName? Conversation(SecurityExchange exchange)
    {
        if (ServerAddress(exchange) is not { } address)
        {
            return null;
        }

        ushort port = exchange.Policy?.ProxyPort ?? exchange.Server?.Port ?? DefaultPorts.Policy;
        EadDocument? first = exchange.Transmissions.Select(sent => sent.Document).FirstOrDefault(document => document is not null);
        string? client = first is null ? null : new SecurityReport(first) is { } report ? report.HardwareAddress ?? report.UserName : null;
        return new ConversationName("udp", client ?? "client", new IpEndpoint(address, port).ToString());
    }

    /// <summary>Where the server's packets came from, or else the proxy named in the policy.</summary>
    public static IpAddress? ServerAddress(SecurityExchange exchange) => exchange.Server?.Address ?? exchange.Policy?.ProxyAddress;

    /// <summary>How often a packet was sent, how far apart, in which exchange, and what the user was told.</summary>
    public static Dictionary<string, object> Facts(ClientLog log, SecurityExchange exchange, Transmission sent)
    {
        var facts = new Dictionary<string, object>
        {
            ["packetType"] = (int)sent.Type,
            ["sent"] = sent.Copies.Count,
            ["firstSentLocal"] = Local(sent.Copies[0].Time),
            ["lastSentLocal"] = Local(sent.Copies[^1].Time),
        };
        if (sent.SpacingSeconds is { } spacing)
        {
            facts["spacingSeconds"] = spacing;
        }

        if (exchange.EventSequenceId is { } id)
        {
            facts["eventSeqId"] = id;
        }

        if (Failure(exchange, sent) is { } failure)
        {
            facts["clientResultCode"] = failure.Code;
        }

        if (log.UserMessage is { } message)
        {
            facts["userMessage"] = message;
        }

        return facts;
    }

    /// <summary>"sent 4 times, 5 s apart" or "sent once".</summary>
    public static string SentPhrase(Transmission sent) => sent.Copies.Count == 1
        ? "sent once"
        : $"sent {sent.Copies.Count} times, {sent.SpacingSeconds:0.###} s apart";

    /// <summary>The client's own report of failure for a packet; null when it made none.</summary>
    public static PushResult? Failure(SecurityExchange exchange, Transmission sent) =>
        exchange.Results.LastOrDefault(result => result.Type == sent.Type && result.Code != 0);

    /// <summary>Lines that show the sending, what came from the server, and the failure.</summary>
    public static IReadOnlyList<Evidence> Evidence(string source, SecurityExchange exchange, Transmission sent)
    {
        var evidence = new List<Evidence> { new(source, Lines(sent.Copies), Filter: null, $"packet {(int)sent.Type} {SentPhrase(sent)}") };
        ExchangePacket[] received = [.. exchange.Packets.Where(packet => packet.Direction == PacketDirection.ToClient)];
        if (received.Length > 0)
        {
            evidence.Add(new Evidence(source, Lines(received), Filter: null, "what the server sent"));
        }

        if (Failure(exchange, sent) is { } failure)
        {
            evidence.Add(new Evidence(source, [failure.Line], Filter: null, $"the client gives up with code {failure.Code}"));
        }

        return evidence;
    }

    private static long[] Lines(IEnumerable<ExchangePacket> packets) => [.. packets.Select(packet => (long)packet.Line)];

    private static string Local(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
}
