using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement.Tls;
using Gatehouse.Diagnosis.Paths.Fates;
using Gatehouse.Diagnosis.Paths.Matching;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Judgement.Paths;

/// <summary>Puts into words that a TLS connection is opened between two vantage points: a fault when a side refuses, else a warning.</summary>
internal static class InterceptedBetween
{
    /// <summary>What a client says of a certificate that is not its server's.</summary>
    private static readonly string[] Rejections =
    [
        FindingCodes.TlsCertificateUntrusted,
        FindingCodes.TlsCertificateRejected,
        FindingCodes.TlsCertificateNameMismatch,
        FindingCodes.TlsAlert,
    ];

    /// <summary>Describes.</summary>
    /// <param name="exchange">The client's conversation.</param>
    /// <param name="interception">Where it ends, and what goes on from there.</param>
    public static Finding Describe(ExchangeCase exchange, Interception interception)
    {
        PathFlow flow = exchange.Exchange.Nearest;
        PathFlow gateway = interception.Gateway.At(interception.Before)!;
        string after = exchange.Path[interception.After].Name;
        string before = exchange.Path[interception.Before].Name;
        bool isOther = interception.Gateway != exchange.Exchange;
        (string? shown, string? own) = Issuers(exchange, interception);
        Dictionary<string, object> facts = new()
        {
            ["proof"] = shown != own && shown is not null && own is not null ? "hellos and certificates differ" : "hellos differ",
            ["rejected"] = IsRejected(exchange),
        };
        if (isOther)
        {
            facts["gatewayConnection"] = $"{gateway.Client} > {gateway.Server}";
        }

        if (shown is not null)
        {
            facts["issuer"] = shown;
        }

        if (own is not null)
        {
            facts["serverIssuer"] = own;
        }

        return exchange.Complete(
            new Finding
            {
                Code = FindingCodes.TlsIntercepted,
                Severity = exchange.IsFaulty ? Severity.Fault : Severity.Warning,
                Confidence = interception.IsCertain ? Confidence.Certain : Confidence.Likely,
                Title = $"A device between {after} and {before} opens the TLS connections to {flow.Server}",
                Explanation = $"The client's hello passes {after} and is answered, and {before} never shows it. "
                    + (isOther
                        ? $"Instead another hello, with another random, leaves for the same server at that time from {gateway.Client}: the gateway's own connection. "
                        : "There the same connection carries another hello, with another random. ")
                    + (shown is not null && own is not null && shown != own ? $"The client is given a certificate issued by {shown}, the server shows one issued by {own}. " : string.Empty)
                    + Outcome(exchange)
                    + (interception.IsCertain ? string.Empty : $" {before} shows nothing else of this client, so another route or a capture filter may explain it as well."),
                Where = new Location(after, before, "to-server", null),
                Facts = facts,
                Evidence = Evidence(exchange, interception),
                Remedies = TlsRemedies.ExemptFromInspection(flow.Server.Address.ToString()),
                NextSteps = interception.IsCertain ? [] : [NextCapture.AlongThePath(flow.Client.Address, flow.Server.Address)],
            },
            [.. Rejections, FindingCodes.TlsHandshakeStalled, FindingCodes.TcpReset, FindingCodes.RequestUnanswered]);
    }

    private static bool IsRejected(ExchangeCase exchange) => exchange.IsFaulty && exchange.Shows(Rejections);

    private static string Outcome(ExchangeCase exchange) => (IsRejected(exchange), exchange.IsFaulty) switch
    {
        (true, _) => "The client refuses what the gateway shows, as an agent that knows its server's certificate must.",
        (_, true) => "The connection fails behind it.",
        _ => "Both sides accept it: what they say can be read and changed on the way.",
    };

    /// <summary>Issuers of the certificates in front of the device and behind it; null where they cannot be read (TLS 1.3) or are not one.</summary>
    private static (string? Shown, string? Own) Issuers(ExchangeCase exchange, Interception interception)
    {
        return (At(interception.After, exchange.Exchange.At(interception.After)!.Server), At(interception.Before, interception.Gateway.At(interception.Before)!.Server));

        string? At(int place, IpEndpoint server) =>
            exchange.Path[place].Context.Server(server) is { Certificates: [{ Issuer.Length: > 0 } only] } ? only.Issuer : null;
    }

    private static List<Evidence> Evidence(ExchangeCase exchange, Interception interception)
    {
        List<Evidence> evidence = [];
        for (int place = 0; place < exchange.Path.Count; place++)
        {
            bool isFar = place >= interception.Before;
            Exchange shown = isFar ? interception.Gateway : exchange.Exchange;
            if (shown.HelloAt(place) is { } hello && shown.At(place) is { } flow)
            {
                evidence.Add(new Evidence(
                    exchange.Path[place].Name,
                    [hello.Frame],
                    $"{DisplayFilter.Address(flow.Client.Address)} && tcp.port == {flow.Client.Port} && tcp.port == {flow.Server.Port}",
                    isFar ? "the gateway's hello" : "the client's hello"));
            }
        }

        return evidence;
    }
}
