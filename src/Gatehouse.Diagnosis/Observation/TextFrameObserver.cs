using Gatehouse.Capture.Text;
using Gatehouse.Diagnosis.Observation.Dns;
using Gatehouse.Diagnosis.Observation.Fragments;
using Gatehouse.Diagnosis.Observation.Http;
using Gatehouse.Diagnosis.Observation.Icmp;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Tls;
using Gatehouse.Diagnosis.Observation.Udp;
using Gatehouse.Wire;
using Gatehouse.Wire.Ip;
using Gatehouse.Wire.Tcp;

namespace Gatehouse.Diagnosis.Observation;

/// <summary>Feeds printed packets to the same trackers as captured ones. Nothing that was not printed is made up.</summary>
internal sealed class TextFrameObserver(TcpTracker tcp, UdpTracker udp, FragmentLedger fragments, DnsTracker dns, IcmpAttacher icmp)
{

    private readonly PrintedConversations _seen = new();
    private readonly ChainReader _certificates = new();

    /// <summary>Takes the next printed frame.</summary>
    public void Observe(TextFrame frame)
    {
        if (frame.Fragment is { } fragment)
        {
            ObserveFragment(frame, fragment);
        }

        if (frame.Dns is { } name)
        {
            ObserveDns(frame, name);
        }

        if (frame.Icmp is { } error)
        {
            ObserveIcmp(frame, error);
            return;
        }

        if (frame.Protocol is { } protocol && frame is { Source.Port: > 0, Destination.Port: > 0 })
        {
            _seen.Add(protocol, frame.Source, frame.Destination);
        }

        if (frame.Tcp is { } printed)
        {
            ObserveTcp(frame, printed);
        }
        else if (frame is { Protocol: IpProtocol.Tcp, Source.Port: > 0 } && (frame.Tls.Count > 0 || frame.Http is not null))
        {
            // Packet lists print nothing of TCP beside TLS and HTTP messages.
            ObserveTcp(frame, new TextTcp(TcpFlags.Ack, null, null, null, null, null));
        }
        else if (frame.UdpLength is { } length)
        {
            UdpDatagram datagram = new()
            {
                Frame = frame.Number,
                Time = frame.Time,
                Source = frame.Source,
                Destination = frame.Destination,
                PayloadLength = length,
                IsPrinted = true,
            };
            udp.Observe(datagram, [], out _);
        }
    }

    private static bool IsReassemblyTimeout(TextIcmp printed) => printed is { Type: 11, Code: 1 };

    private static void Say(TextTlsMessage message, TlsDirectionObserver observer)
    {
        if (message.ClientHello is { } clientHello)
        {
            observer.OnClientHello(clientHello);
        }
        else if (message.ServerHello is { } serverHello)
        {
            observer.OnServerHello(serverHello);
        }
        else if (message.Alert is { } alert)
        {
            observer.OnAlert(alert, 0);
        }
        else if (message.Handshake is { } type)
        {
            observer.OnHandshake(type, 0);
        }
        else if (message.ChangeCipherSpec)
        {
            observer.OnChangeCipherSpec();
        }
        else if (message.EncryptedHandshake)
        {
            observer.OnEncryptedHandshake(0);
        }
        else if (message.ApplicationData)
        {
            observer.OnApplicationData(0);
        }
    }

    private static void ObserveHttp(TextFrame frame, TextHttp printed, TcpConversation conversation)
    {
        if (printed.Method is not null && frame.Source != conversation.Client && !conversation.OpeningSeen)
        {
            conversation.SwapSides();
        }

        Side side = frame.Source == conversation.Client ? Side.Client : Side.Server;
        if (side == Side.Client != printed.Method is not null)
        {
            return;
        }

        conversation.From(side).SeePayload(frame.Number, frame.Time);
        conversation.Http ??= new HttpConversation();
        if (side == Side.Client)
        {
            conversation.ClientKind = StreamKind.Http;
            HttpObserver.Ask(conversation.Http, printed.Method, printed.Target, null, frame.Number, frame.Time);
        }
        else if (HttpObserver.IsAnswer(printed.Status))
        {
            conversation.ServerKind = StreamKind.Http;
            HttpObserver.Answer(conversation.Http, printed.Status, printed.Reason, null, frame.Number);
        }
    }

    private void ObserveDns(TextFrame frame, TextDns printed)
    {
        IpAddress source = frame.Source.Address;
        IpAddress destination = frame.Destination.Address;
        if (printed.IsResponse)
        {
            dns.Answer(new DnsKey(destination, source, printed.Name, printed.Type), printed.Code, printed.Addresses, frame.Number);
        }
        else
        {
            dns.Ask(new DnsKey(source, destination, printed.Name, printed.Type), frame.Number, frame.Time);
        }
    }

    /// <summary>Packet lists do not print what an error quotes; it is of the only conversation it can be of, or of none.</summary>
    private void ObserveIcmp(TextFrame frame, TextIcmp printed)
    {
        IpProtocol quoted = printed.QuotedProtocol ?? IpProtocol.Tcp;
        IpEndpoint source = printed.QuotedSource;
        IpEndpoint destination = printed.QuotedDestination;
        if (source.Port == 0)
        {
            if (_seen.Only(frame.Destination.Address, frame.Source.Address) is { } only)
            {
                (quoted, source, destination) = only;
            }
            else if (IsReassemblyTimeout(printed) && _seen.HasUdpBetween(frame.Destination.Address, frame.Source.Address))
            {
                // Of which conversation does not matter: the two hosts lose fragments.
                (quoted, source, destination) = (IpProtocol.Udp, new IpEndpoint(frame.Destination.Address, 0), new IpEndpoint(frame.Source.Address, 0));
            }
            else
            {
                return;
            }
        }

        icmp.Observe(new IcmpError
        {
            Frame = frame.Number,
            Time = frame.Time,
            From = frame.Source.Address,
            IsVersion6 = frame.Protocol == IpProtocol.IcmpV6,
            Type = printed.Type,
            Code = printed.Code,
            NextHopMtu = printed.NextHopMtu ?? 0,
            QuotedProtocol = quoted,
            QuotedSource = source,
            QuotedDestination = destination,
            QuotedIdentification = printed.QuotedIdentification ?? 0,
        });
    }

    /// <summary>A fragment counts when everything that places it was printed; the datagram itself is printed beside its last one.</summary>
    private void ObserveFragment(TextFrame frame, TextFragment fragment)
    {
        if (fragment is { Identification: { } identification, PayloadLength: >= 0 and <= ushort.MaxValue }
            && fragment.Offset is >= 0 and <= ushort.MaxValue
            && frame.Protocol is { } protocol)
        {
            Packet packet = new()
            {
                Source = frame.Source.Address,
                Destination = frame.Destination.Address,
                Protocol = protocol,
                Identification = identification,
                FragmentOffset = fragment.Offset,
                PayloadLength = fragment.PayloadLength.Value,
                // Where the list does not tell, the length of the datagram stays unknown.
                MoreFragments = fragment.MoreFragments ?? true,
            };
            fragments.Observe(packet, frame.Number, frame.Time);
        }
    }

    private void ObserveTcp(TextFrame frame, TextTcp printed)
    {
        TcpConversation? known = tcp.Find(frame.Source, frame.Destination);
        TcpDirection? self = known?.From(known.Client == frame.Source ? Side.Client : Side.Server);
        TcpSegment segment = new()
        {
            Frame = frame.Number,
            Time = frame.Time,
            Source = frame.Source,
            Destination = frame.Destination,
            Flags = printed.Flags,
            Sequence = (uint)(printed.Sequence ?? self?.NextSequence ?? 0),
            Acknowledgment = (uint)(printed.Acknowledgment ?? self?.HighestAcknowledgment ?? 0),
            Window = (ushort)Math.Clamp(printed.Window ?? 1, 0, ushort.MaxValue),
            PayloadLength = Math.Clamp(printed.PayloadLength ?? 0, 0, ushort.MaxValue),
            IsPrinted = true,
            MaximumSegmentSize = (ushort)Math.Clamp(printed.MaximumSegmentSize ?? 0, 0, ushort.MaxValue),
        };
        TcpConversation conversation = tcp.Observe(segment, [], 0);
        if (frame.Http is { } http)
        {
            ObserveHttp(frame, http, conversation);
        }

        if (frame.Tls.Count == 0)
        {
            return;
        }

        if (frame.Source != conversation.Client && !conversation.OpeningSeen && frame.Tls.Any(message => message.ClientHello is not null))
        {
            conversation.SwapSides();
        }

        Side side = frame.Source == conversation.Client ? Side.Client : Side.Server;
        conversation.From(side).SeePayload(frame.Number, frame.Time);
        conversation.Tls ??= new TlsConversation();
        if (side == Side.Client)
        {
            conversation.ClientKind = StreamKind.Tls;
        }
        else
        {
            conversation.ServerKind = StreamKind.Tls;
        }

        TlsDirectionObserver observer = new(conversation.Tls, side, _certificates);
        observer.At(frame.Number, frame.Time);
        foreach (TextTlsMessage message in frame.Tls)
        {
            Say(message, observer);
        }
    }
}
