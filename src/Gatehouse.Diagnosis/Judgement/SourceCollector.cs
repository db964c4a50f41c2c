using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Observation.Dns;
using Gatehouse.Diagnosis.Observation.Fragments;
using Gatehouse.Diagnosis.Observation.Icmp;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Udp;

namespace Gatehouse.Diagnosis.Judgement;

/// <summary>
/// Takes the observations of one source: everything adds to the whole picture, and what rules have something to say of is kept for them.
/// </summary>
/// <param name="context">The picture to fill.</param>
/// <param name="endpoint">Limits what is kept to one endpoint.</param>
/// <param name="isCompared">
/// Whether other captures have their say about the same conversations: then each stands for itself, as the others would choose other examples.
/// </param>
internal sealed class SourceCollector(SourceContext context, EndpointFilter endpoint, bool isCompared = false) : IObservationSink
{
    /// <summary>TCP connections for the rules.</summary>
    public ConversationKeeper<TcpConversation> Tcp { get; } = new();

    /// <summary>UDP conversations for the rules.</summary>
    public ConversationKeeper<UdpConversation> Udp { get; } = new();

    /// <summary>UDP conversations in which only one side spoke and nothing is wrong otherwise; they are not kept.</summary>
    public long OneWay { get; private set; }

    /// <summary>UDP conversations to several receivers, of whom none need answer.</summary>
    public long OneWayByNature { get; private set; }

    /// <summary>Conversations of the endpoint asked for.</summary>
    public long Total { get; private set; }

    public void OnTcp(TcpConversation conversation)
    {
        if (!endpoint.Matches(conversation))
        {
            return;
        }

        Total++;
        context.Learn(conversation);
        if (!TcpLook.IsClean(conversation, context))
        {
            Tcp.Keep(conversation, TcpLook.HasFailed(conversation), TcpLook.Of);
        }
        else if (TcpLook.OfRemark(conversation) is { } look)
        {
            Tcp.KeepClean(conversation, look, isCompared);
        }
    }

    public void OnUdp(UdpConversation conversation)
    {
        if (!endpoint.Matches(conversation))
        {
            return;
        }

        Total++;
        context.Learn(conversation);
        bool isShown = Completion.IsShown(conversation);
        bool isOneWayByNature = !isShown && Completion.IsOneWayByNature(conversation);
        OneWayByNature += isOneWayByNature ? 1 : 0;
        if (!UdpLook.IsClean(conversation))
        {
            Udp.Keep(conversation, UdpLook.HasFailed(conversation), UdpLook.Of);
        }
        else if (!isShown && !isOneWayByNature)
        {
            OneWay++;
        }
    }

    public void OnFragments(FragmentedDatagram datagram)
    {
        if (endpoint.Matches(datagram.Source, datagram.Destination))
        {
            context.Learn(datagram);
        }
    }

    public void OnIcmp(IcmpError error, bool isAttached)
    {
        if (endpoint.Matches(error.QuotedSource.Address, error.QuotedDestination.Address))
        {
            context.Learn(error);
        }
    }

    public void OnDns(DnsLookup lookup)
    {
        if (endpoint.Matches(lookup.Client, lookup.Server))
        {
            context.Learn(lookup);
        }
    }
}
