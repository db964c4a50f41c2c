using Gatehouse.Diagnosis.Judgement;
using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Observation.Dns;
using Gatehouse.Diagnosis.Observation.Fragments;
using Gatehouse.Diagnosis.Observation.Icmp;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Udp;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Comparison.Exchanges;

/// <summary>
/// Finds the exchange that answers best to what is looked for. Only the best conversation so far is kept, so that memory does not grow
/// with the capture; of equals the first wins.
/// </summary>
/// <param name="target">What is looked for.</param>
/// <param name="endpoint">Limits the search to one endpoint.</param>
internal sealed class ExchangeCollector(ExchangeTarget target, EndpointFilter endpoint) : IObservationSink
{
    /// <summary>Most lookups kept.</summary>
    private const int MostLookups = 1_024;

    /// <summary>Most fragmented datagrams kept.</summary>
    private const int MostFragmented = 1_024;

    // How well a conversation matches counts before how much it shows.
    private const int PointsOfMatch = 100;
    private const int PointsOfSuccess = 50;
    private const int PointsOfLayer = 10;

    private readonly List<DnsLookup> _lookups = [];
    private readonly List<FragmentedDatagram> _fragments = [];
    private int _best;

    /// <summary>The best connection; null when a UDP conversation is better, or nothing matches.</summary>
    public TcpConversation? Tcp { get; private set; }

    /// <summary>The best UDP conversation; null when a TCP connection is better, or nothing matches.</summary>
    public UdpConversation? Udp { get; private set; }

    /// <summary>How well the best one matches.</summary>
    public ExchangeMatch Match { get; private set; }

    /// <summary>Datagrams in fragments between the two ends of the UDP conversation.</summary>
    public IReadOnlyList<FragmentedDatagram> Fragments => Udp is not { } udp
        ? []
        : [.. _fragments.Where(datagram => IsBetween(datagram, udp.Client.Address, udp.Server.Address))];

    /// <summary>
    /// The lookup of the name that is looked for, of the name that the client says to the server, or that led to the server; an answered one before others.
    /// </summary>
    public DnsLookup? Lookup
    {
        get
        {
            string? name = ServerNames.Of(Tcp) ?? target.Name;
            IpAddress? server = Tcp?.Server.Address ?? Udp?.Server.Address;
            return _lookups.Where(lookup => lookup.Name == name || (server is { } address && lookup.Addresses.Contains(address)))
                .OrderByDescending(lookup => lookup.Addresses.Count > 0)
                .FirstOrDefault();
        }
    }

    public void OnTcp(TcpConversation conversation)
    {
        if (!endpoint.Matches(conversation))
        {
            return;
        }

        ExchangeMatch match = MatchOf(conversation);
        int layers = conversation.Tls is not null ? 3 : conversation.Http is not null ? 2 : conversation.IsEstablished ? 1 : 0;
        if (IsBetter(match, ExchangeSuccess.Of(conversation), layers))
        {
            (Tcp, Udp, Match) = (conversation, null, match);
        }
    }

    public void OnUdp(UdpConversation conversation)
    {
        if (!endpoint.Matches(conversation))
        {
            return;
        }

        ExchangeMatch match = MatchOf(conversation);
        int layers = conversation.Ead is not null ? 3 : conversation.Radius is not null || conversation.Dtls is not null ? 2 : 0;
        if (IsBetter(match, ExchangeSuccess.Of(conversation), layers))
        {
            (Tcp, Udp, Match) = (null, conversation, match);
        }
    }

    public void OnFragments(FragmentedDatagram datagram)
    {
        if (_fragments.Count < MostFragmented && datagram.Protocol == IpProtocol.Udp && endpoint.Matches(datagram.Source, datagram.Destination))
        {
            _fragments.Add(datagram);
        }
    }

    public void OnIcmp(IcmpError error, bool isAttached)
    {
        // Errors are read from the conversations they quote.
    }

    public void OnDns(DnsLookup lookup)
    {
        if (endpoint.Matches(lookup.Client, lookup.Server) && (_lookups.Count < MostLookups || lookup.Name == target.Name))
        {
            _lookups.Add(lookup);
        }
    }

    private static bool IsBetween(FragmentedDatagram datagram, IpAddress one, IpAddress other) =>
        (datagram.Source == one && datagram.Destination == other) || (datagram.Source == other && datagram.Destination == one);

    private bool IsBetter(ExchangeMatch match, bool succeeded, int layers)
    {
        int points = match == ExchangeMatch.None ? 0
            : ((int)match * PointsOfMatch) + (succeeded == target.WantsSuccess ? PointsOfSuccess : 0) + (layers * PointsOfLayer);
        if (points <= _best)
        {
            return false;
        }

        _best = points;
        return true;
    }

    private ExchangeMatch MatchOf(TcpConversation conversation) =>
        target.Protocol == "udp" ? ExchangeMatch.None
        : conversation.Name() == target.Conversation ? ExchangeMatch.Same
        : target.Expected?.Matches(conversation.Server) == true || conversation.Server == target.Server ? ExchangeMatch.SameServer
        : target.Expected is not null ? IsNamed(conversation, target.Expected.Host) ? ExchangeMatch.SameName : ExchangeMatch.None
        : target.Name is { } name && IsNamed(conversation, name) ? ExchangeMatch.SameName
        : target.Server is { } server ? Near(conversation.Server, server)
        : target.IsOpen ? ExchangeMatch.Any
        : ExchangeMatch.None;

    private ExchangeMatch MatchOf(UdpConversation conversation) =>
        target.Protocol == "tcp" ? ExchangeMatch.None
        : conversation.Name() == target.Conversation ? ExchangeMatch.Same
        : target.Expected?.Matches(conversation.Server) == true || IsWith(conversation, target.Server) ? ExchangeMatch.SameServer
        : target.Expected is not null || conversation.Server.Port == DnsTracker.Port ? ExchangeMatch.None
        : target.IsSecurityCheck ? conversation.Ead is null ? ExchangeMatch.None : ExchangeMatch.SecurityCheck
        : target.Server is { } server ? Near(conversation.Server, server)
        : target.IsOpen && !conversation.Server.Address.IsMulticastOrBroadcast ? ExchangeMatch.Any
        : ExchangeMatch.None;

    /// <summary>A policy server answers from another port than it is asked on when a relay stands before it.</summary>
    private static bool IsWith(UdpConversation conversation, IpEndpoint? server) => server is { } wanted
        && conversation.Server.Address == wanted.Address
        && (conversation.Server.Port == wanted.Port || conversation.ReplyPort == wanted.Port);

    private static bool IsNamed(TcpConversation conversation, string name) =>
        string.Equals(ServerNames.Of(conversation), name, StringComparison.OrdinalIgnoreCase);

    private static ExchangeMatch Near(IpEndpoint server, IpEndpoint wanted) =>
        server.Port == wanted.Port ? ExchangeMatch.SamePort
        : server.Address == wanted.Address ? ExchangeMatch.SameHost
        : ExchangeMatch.None;
}
