using Gatehouse.Capture.Text;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Tls;
using Gatehouse.Diagnosis.Observation.Udp;

namespace Gatehouse.Diagnosis.Observation;

/// <summary>Feeds printed packets to the same trackers as captured ones. Nothing that was not printed is made up.</summary>
internal sealed class TextFrameObserver(TcpTracker tcp, UdpTracker udp)
{
    private readonly ChainReader _certificates = new();

    /// <summary>Takes the next printed frame.</summary>
    public void Observe(TextFrame frame)
    {
        if (frame.Tcp is { } printed)
        {
            ObserveTcp(frame, printed);
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
            };
            udp.Observe(datagram, [], out _);
        }
    }

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
            MaximumSegmentSize = (ushort)Math.Clamp(printed.MaximumSegmentSize ?? 0, 0, ushort.MaxValue),
        };
        TcpConversation conversation = tcp.Observe(segment, [], 0);
        if (frame.Tls.Count == 0)
        {
            return;
        }

        if (frame.Source != conversation.Client && !conversation.OpeningSeen && frame.Tls.Any(message => message.ClientHello is not null))
        {
            conversation.SwapSides();
        }

        Side side = frame.Source == conversation.Client ? Side.Client : Side.Server;
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
