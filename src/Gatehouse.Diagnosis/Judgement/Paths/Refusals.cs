using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Paths.Fates;
using Gatehouse.Diagnosis.Paths.Matching;
using Gatehouse.Wire.Tcp;

namespace Gatehouse.Diagnosis.Judgement.Paths;

/// <summary>
/// Gives refusals their place: what a capture alone shows as an answer of the server's or a router's, several show where it started.
/// </summary>
internal static class Refusals
{
    /// <summary>Refusals by a RST, or that look the same when a device sends them in the server's name.</summary>
    private static readonly HashSet<string> ByReset = new(StringComparer.Ordinal) { FindingCodes.TcpRefused, FindingCodes.TcpReset };

    /// <summary>Refusals that one of the ends speaks out, in TLS or above; which one, the facts say.</summary>
    private static readonly HashSet<string> Spoken = new(StringComparer.Ordinal)
    {
        FindingCodes.TlsVersionMismatch,
        FindingCodes.TlsNoCommonCipher,
        FindingCodes.TlsRefusedAfterHello,
        FindingCodes.TlsAlert,
        FindingCodes.TlsCertificateExpired,
        FindingCodes.TlsCertificateNotYetValid,
        FindingCodes.TlsCertificateUntrusted,
        FindingCodes.TlsCertificateNameMismatch,
        FindingCodes.TlsCertificateRejected,
        FindingCodes.TlsClientCertificateMissing,
        FindingCodes.TlsClientCertificateRejected,
        FindingCodes.HttpOnTlsPort,
        FindingCodes.TlsOnHttpPort,
    };

    /// <summary>The finding with its place, where the path tells it.</summary>
    public static Finding Place(Finding finding, ExchangeCase exchange)
    {
        if (finding.Where is not null || finding.Severity != Severity.Fault)
        {
            return finding;
        }

        Location? where = finding.Code == FindingCodes.IcmpRejected
            ? OfIcmp(finding, exchange)
            : ByReset.Contains(finding.Code) ? OfReset(exchange)
            : Spoken.Contains(finding.Code) ? OfSpeaker(finding, exchange)
            : null;
        return where is null
            ? finding
            : finding with { Where = where, Explanation = $"{finding.Explanation} {Explain(finding, where)}" };
    }

    private static string Explain(Finding finding, Location where) => where switch
    {
        { At: { } at } when finding.Code == FindingCodes.IcmpRejected => $"The capture at {at} shows the server itself sending it; the path is not the cause.",
        { At: { } at } => $"The capture at {at} shows it leave there: that end does it itself, and no device on the way.",
        _ => $"The packets pass {where.After} and never reach {where.Before}, and the message comes back from between the two.",
    };

    /// <summary>An ICMP error starts behind the last place, seen from the client, that shows it.</summary>
    private static Location? OfIcmp(Finding finding, ExchangeCase exchange)
    {
        Journey? error = exchange.Exchange.Journeys.FirstOrDefault(journey => journey.Kind == SightingKind.IcmpError && !journey.IsToServer);
        if (error is null)
        {
            return null;
        }

        int origin = Enumerable.Range(0, exchange.Path.Count).Last(error.WasAt);
        if (origin == exchange.Path.Count - 1)
        {
            PathFlow flow = exchange.Exchange.At(origin) ?? exchange.Exchange.Nearest;
            bool isFromServer = finding.Facts.TryGetValue("from", out object? from)
                && (Equals(from, flow.Server.Address.ToString()) || Equals(from, exchange.Exchange.Nearest.Server.Address.ToString()));
            return isFromServer && exchange.IsAtServer(origin) ? exchange.At(origin) : null;
        }

        int next = origin + 1;
        bool wentOn = exchange.Exchange.Journeys.Any(journey => journey.IsToServer && journey.Kind is not SightingKind.IcmpError && journey.WasAt(next));
        return !wentOn && Coverage.Of(exchange.Path[next], next, exchange.Exchange, error) != Absence.MeansNothing
            ? new Location(exchange.Path[origin].Name, exchange.Path[next].Name, "to-server", null)
            : null;
    }

    private static Location? OfReset(ExchangeCase exchange)
    {
        int last = exchange.Path.Count - 1;
        bool isSeenThere = exchange.Exchange.Journeys.Any(journey =>
            journey.Kind == SightingKind.Tcp && !journey.IsToServer && (journey.Flags & TcpFlags.Rst) != 0 && journey.WasAt(last));
        return isSeenThere && exchange.IsAtServer(last) ? exchange.At(last) : null;
    }

    /// <summary>The end that refuses, where a vantage point at it says the same.</summary>
    private static Location? OfSpeaker(Finding finding, ExchangeCase exchange)
    {
        bool isClient = (finding.Facts.TryGetValue("rejectedBy", out object? by) || finding.Facts.TryGetValue("from", out by)) && Equals(by, "client");
        int place = isClient ? 0 : exchange.Path.Count - 1;
        bool isAtEnd = isClient ? exchange.IsAtClient(place) : exchange.IsAtServer(place);
        return isAtEnd && exchange.IsToldBy(finding.Code, place) ? exchange.At(place) : null;
    }
}
