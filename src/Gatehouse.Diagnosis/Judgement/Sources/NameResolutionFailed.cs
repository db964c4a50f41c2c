using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Dns;
using Gatehouse.Diagnosis.Observation.Icmp;
using Gatehouse.Wire.Icmp;

namespace Gatehouse.Diagnosis.Judgement.Sources;

/// <summary>
/// Names that do not resolve, where it matters: the name is one the user asked about, or its client reached nobody. Search
/// suffixes, discovery names and reverse lookups fail all day on healthy networks.
/// </summary>
internal sealed class NameResolutionFailed : ISourceRule
{
    /// <summary>Most names listed of those that fail alike.</summary>
    internal const int MostNames = 10;

    /// <summary>Names whose frames are shown of those that fail alike.</summary>
    internal const int MostExamples = 3;

    private const int FewestQueries = 2;
    private const long Patience = 5 * Timestamp.PerSecond;

    public IEnumerable<Finding> Judge(SourceContext context) =>
        context.Index.FailedNames
            .GroupBy(lookup => (lookup.Name, lookup.Client))
            .Select(lookups => new NameFailure([.. lookups]))
            .GroupBy(failure => (
                failure.Lead.Server,
                failure.Lead.ResponseCode,
                Expected: context.Options.Servers.Any(expected => LookupNames.AreSame(expected.Host, failure.Name)) ? failure.Name : null))
            .Select(alike => Fold([.. alike], context));

    /// <summary>Lookups that failed and whose failure matters.</summary>
    public static IEnumerable<DnsLookup> Failures(SourceContext context) =>
        context.FailedLookups.Where(lookup => IsFailure(lookup, context) && Matters(lookup, context)).Concat(EmptyNames.Of(context).Where(lookup => Matters(lookup, context)));

    private static bool IsFailure(DnsLookup lookup, SourceContext context) =>
        !LookupNames.FailsOnHealthyNetworks(lookup.Name, context.Resolved.Keys)
        && !context.Resolved.ContainsKey(lookup.Name)
        && (lookup.ResponseCode is not null
            || (!context.Source.IsSelective && !MayHaveBeenAnsweredUnseen(lookup, context) && lookup.QueryFrame != 0 && (lookup.Queries >= FewestQueries || lookup.SilenceAfter >= Patience)));

    /// <summary>Nothing of the name server in a capture that shows only one direction of the client elsewhere too says nothing about it.</summary>
    private static bool MayHaveBeenAnsweredUnseen(DnsLookup lookup, SourceContext context) =>
        context.Gaps.FirstOneSided is { } oneSided
        && (oneSided.Client.Address == lookup.Client || oneSided.Server.Address == lookup.Client)
        && context.TtlOf(lookup.Server) == 0;

    private static bool Matters(DnsLookup lookup, SourceContext context) => context.Options.Servers.Count > 0
        ? context.Options.Servers.Any(expected => ExpectedTraffic.MayBeOnTheWay(lookup, expected, context))
        : context.Client(lookup.Client)?.ReachedBeyondNames != true;

    /// <summary>Names that fail alike are one finding: the one asked for most often stands as the example.</summary>
    private static Finding Fold(NameFailure[] alike, SourceContext context)
    {
        NameFailure worst = alike.MaxBy(failure => failure.Queries)!;
        Finding example = Describe(worst, context) with { Count = alike.Length };
        string[] names = [.. alike.Select(failure => failure.Name).Distinct()];
        if (names.Length == 1)
        {
            return example;
        }

        return example with
        {
            Title = $"{names.Length:N0} names do not resolve at {worst.Lead.Server}: {LookupNames.Outcome(worst.Lead.ResponseCode)}",
            Explanation = $"{example.Explanation} It went the same with {(names.Length == 2 ? "one other name" : $"{names.Length - 1:N0} other names")}.",
            Facts = new Dictionary<string, object>(example.Facts)
            {
                ["nameCount"] = names.Length,
                ["names"] = names.Take(MostNames).ToList(),
            },
            Evidence = [.. example.Evidence, .. alike.Where(failure => failure != worst).Take(MostExamples - 1).SelectMany(failure => Evidence(failure, context))],
        };
    }

    private static Finding Describe(NameFailure failure, SourceContext context)
    {
        DnsLookup lookup = failure.Lead;
        string[] servers = [.. failure.Lookups.Select(one => one.Server.ToString()).Distinct()];
        int queries = failure.Queries;
        string outcome = LookupNames.Outcome(lookup.ResponseCode);
        IcmpError[] rejections = lookup.ResponseCode is null ? Rejections(lookup, context) : [];
        bool isRejectedThere = rejections.Any(error => error.From == lookup.Server);
        Dictionary<string, object> facts = new()
        {
            ["name"] = lookup.Name,
            ["nameServers"] = servers,
            ["queries"] = queries,
            ["outcome"] = outcome,
        };
        if (lookup.ResponseCode is { } code)
        {
            facts["responseCode"] = code;
        }

        if (rejections.Length > 0)
        {
            facts["icmp"] = IcmpNames.Of(rejections[0].IsVersion6, rejections[0].Type, rejections[0].Code);
            facts["from"] = rejections[0].From.ToString();
        }

        return new Finding
        {
            Code = FindingCodes.NameResolutionFailed,
            Severity = Severity.Fault,
            Confidence = (lookup.ResponseCode is null && !isRejectedThere) || (lookup.HasNoAddress && !EmptyNames.IsSettled(failure, context)) ? Confidence.Likely : Confidence.Certain,
            Title = $"The name {lookup.Name} does not resolve: {outcome}",
            Explanation = lookup.ResponseCode is null
                ? $"The client asked {string.Join(" and ", servers)} for {lookup.Name} {(queries == 1 ? "once" : $"{queries:N0} times")} and got no answer. "
                    + $"Without an address it cannot begin to connect. {Silence(lookup, rejections)}"
                : lookup.HasNoAddress ? EmptyNames.Explain(failure)
                : $"The name server {lookup.Server} answered the client's question for {lookup.Name} with \"{outcome}\" (code {lookup.ResponseCode}), so the client has no address to connect to.",
            Conversation = new ConversationName("udp", lookup.Client.ToString(), $"{new Wire.Ip.IpEndpoint(lookup.Server, DnsTracker.Port)}"),
            Facts = facts,
            Evidence = [.. Evidence(failure, context), .. Evidence(rejections, lookup, context)],
            Remedies = lookup.ResponseCode is null
                ?
                [
                    .. isRejectedThere
                        ? (IEnumerable<string>)[$"On {lookup.Server}: start the name service, or let it listen on UDP port 53 of this address (Linux: ss -lnup, Windows: netstat -ano), and look for a firewall rule there that rejects it."]
                        : [],
                    $"Check that {string.Join(", ", servers)} is the right name server for this client (ipconfig /all, resolvectl) and that it runs.",
                    "Permit UDP and TCP port 53 from the client's network to it, also in guest and isolation networks.",
                ]
                : lookup.HasNoAddress
                ?
                [
                    $"Create the address record of {lookup.Name} on {lookup.Server} (A for IPv4, AAAA for IPv6); the name itself is known there.",
                    $"Look whether the client should ask another name server than {lookup.Server}: a zone with an inside and an outside view may give addresses in one of them only.",
                ]
                :
                [
                    $"Check the spelling of {lookup.Name} in the client's settings.",
                    $"Create the record on the name server, or give this client a name server that knows the zone (it asks {lookup.Server}).",
                ],
            Explains = [FindingCodes.NoTraffic, FindingCodes.RequestUnanswered],
        };
    }

    private static IcmpError[] Rejections(DnsLookup lookup, SourceContext context) =>
    [
        .. context.IcmpErrors.Where(error => (error.IsUnreachable || error.IsHopLimitExceeded)
            && error.QuotedDestination.Port == DnsTracker.Port
            && error.QuotedDestination.Address == lookup.Server
            && error.QuotedSource.Address == lookup.Client),
    ];

    /// <summary>What is known of a name server that does not answer.</summary>
    private static string Silence(DnsLookup lookup, IcmpError[] rejections)
    {
        if (rejections.Length == 0)
        {
            return "From here a name server that is off and a filter on UDP port 53 look the same.";
        }

        IcmpError error = rejections.FirstOrDefault(rejection => rejection.From == lookup.Server) ?? rejections[0];
        string meaning = IcmpNames.Of(error.IsVersion6, error.Type, error.Code);
        return error.From == lookup.Server
            ? $"{lookup.Server} itself answered with ICMP \"{meaning}\": the host is up, and nothing listens on its UDP port 53, or its firewall rejects it."
            : $"{error.From}, a device on the way, answered with ICMP \"{meaning}\": the questions do not get as far as the name server.";
    }

    private static IEnumerable<Evidence> Evidence(IcmpError[] rejections, DnsLookup lookup, SourceContext context) => rejections.Length == 0
        ? []
        : [new Evidence(context.Name, FindingNames.Frames([.. rejections.Take(Proof.MostFrames).Select(error => error.Frame)]), IcmpRefusal.Filter(rejections, lookup.Server), "the ICMP errors")];

    private static IEnumerable<Evidence> Evidence(NameFailure failure, SourceContext context) =>
    [
        new Evidence(
            context.Name,
            FindingNames.Frames([.. failure.Lookups.SelectMany(one => (long[])[one.QueryFrame, one.ResponseFrame])]),
            $"dns.qry.name == \"{failure.Name}\"",
            failure.Lead.ResponseCode is null ? "questions without an answer" : "questions and answers"),
    ];
}
