using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement;
using Gatehouse.Diagnosis.Judgement.Logs;
using Gatehouse.Diagnosis.Logs;
using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Observation.Dns;
using Gatehouse.Diagnosis.Observation.Fragments;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Tls;
using Gatehouse.Diagnosis.Observation.Udp;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Comparison.Exchanges;

/// <summary>The exchange of one side that is compared, and what was observed around it.</summary>
internal sealed record ObservedExchange
{
    /// <summary>What the diagnosis of this side says.</summary>
    public required Report Report { get; init; }

    /// <summary>The TCP connection; null when it is none.</summary>
    public TcpConversation? Tcp { get; init; }

    /// <summary>The UDP conversation; null when it is none.</summary>
    public UdpConversation? Udp { get; init; }

    /// <summary>The security check of a client log; null when it is none.</summary>
    public SecurityExchange? Check { get; init; }

    /// <summary>The name lookup that belongs to it; null when none was seen.</summary>
    public DnsLookup? Lookup { get; init; }

    /// <summary>Datagrams in fragments that may belong to it.</summary>
    public IReadOnlyList<FragmentedDatagram> Fragments { get; init; } = [];

    /// <summary>How it was found.</summary>
    public ExchangeMatch Match { get; init; }

    /// <summary>The TLS or DTLS conversation inside; null when there is none.</summary>
    public TlsConversation? Tls => Tcp?.Tls ?? Udp?.Dtls;

    /// <summary>Whether nothing of the exchange was found, not even a lookup.</summary>
    public bool IsEmpty => Tcp is null && Udp is null && Check is null && Lookup is null;

    /// <summary>The end at which it was captured; null between the two, or when that cannot be told.</summary>
    public Side? CapturedAt
    {
        get
        {
            (byte client, byte server) = Tcp is not null ? (Tcp.FromClient.Ttl, Tcp.FromServer.Ttl)
                : Udp is not null ? (Udp.FromClient.Ttl, Udp.FromServer.Ttl)
                : default;
            return (Hops.Of(client), Hops.Of(server)) switch
            {
                (0, > 0) => Side.Client,
                ( > 0, 0) => Side.Server,
                _ => null,
            };
        }
    }

    /// <summary>Whether somebody chose what is shown (a printed list), so that what is absent proves nothing.</summary>
    public bool IsSelective => Source.IsPrinted;

    /// <summary>The source as the report names it.</summary>
    public SourceSummary Source => Report.Sources[0];

    /// <summary>Packets of the security check; empty when there is none.</summary>
    public IReadOnlyList<CheckPacket> CheckPackets => field ??= SecurityCheckPackets.Of(this);

    /// <summary>The conversation's name; null when nothing but a lookup, or nothing at all, was found.</summary>
    public ConversationName? Name => Tcp?.Name() ?? Udp?.Name() ?? (Check is null ? null : ExchangeFacts.Conversation(Check));

    /// <summary>The server; null when it is not known.</summary>
    public IpEndpoint? Server => Tcp?.Server ?? Udp?.Server
        ?? (Name is { } name && IpEndpoint.TryParse(name.Server, out IpEndpoint server) ? server : null);

    /// <summary>The name under which the server was asked for; null when the evidence shows none.</summary>
    public string? ServerName => ServerNames.Of(Tcp) ?? Lookup?.Name;

    /// <summary>Whether it came to what it was opened for, as far as the evidence shows.</summary>
    public bool Succeeds => ReachedItsEnd && !Faults.Any();

    /// <summary>What is wrong with it, the most telling first.</summary>
    public IEnumerable<Finding> Faults => Report.Findings.Where(finding => finding.Severity == Severity.Fault && IsAbout(finding));

    private bool ReachedItsEnd => Check is not null ? Check.Outcome == ExchangeOutcome.Completed
        : Tcp is not null ? ExchangeSuccess.Of(Tcp)
        : Udp is not null && ExchangeSuccess.Of(Udp);

    /// <summary>
    /// Findings name their conversation; those on conversations that look the same are folded into one that names the first. A finding
    /// that names none is about an exchange only when that did not succeed.
    /// </summary>
    private bool IsAbout(Finding finding) =>
        IsAboutLookup(finding)
        || (finding.Conversation is { } about && Name is { } name
            ? about == name || (finding.Count > 1 && about.Server == name.Server && !ReachedItsEnd)
            : IsEmpty || (finding.Conversation is null && !ReachedItsEnd));

    private bool IsAboutLookup(Finding finding) => finding.Code == FindingCodes.NameResolutionFailed
        && Lookup is not null && finding.Facts.TryGetValue("name", out object? name) && (name as string) == Lookup.Name;
}
