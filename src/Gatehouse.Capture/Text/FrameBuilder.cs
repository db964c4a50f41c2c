using Gatehouse.Wire.Ip;
using Gatehouse.Wire.Tcp;

namespace Gatehouse.Capture.Text;

/// <summary>Makes the final frames, with what the other frames of the text prove about each.</summary>
internal sealed class FrameBuilder(Dictionary<string, IpAddress> names)
{
    /// <summary>Octets of an Ethernet header and an IPv4 header without options.</summary>
    private const int EthernetAndIpv4 = 34;
    private const int EthernetAndIpv6Fragment = 62;

    private readonly Dictionary<string, IpAddress> _names = names;

    /// <summary>The ports of the one TCP conversation of two addresses in a group, as printed from the lower address; null when there are more.</summary>
    private readonly Dictionary<(int Group, IpAddress Low, IpAddress High), (ushort Low, ushort High)?> _conversations = [];

    private readonly OpenConversations _open = new();

    private readonly Dictionary<(int Group, long Number), uint> _identifications = [];

    private int _firstUnfollowed;

    /// <summary>Packets printed without what following their conversation takes.</summary>
    public long Unfollowed { get; private set; }

    /// <summary>Makes the frames.</summary>
    public List<TextFrame> Build(List<RawFrame> frames)
    {
        foreach (RawFrame frame in frames)
        {
            frame.Source = Resolve(frame.Source);
            frame.Destination = Resolve(frame.Destination);
            Learn(frame);
        }

        List<TextFrame> built = new(frames.Count);
        foreach (RawFrame frame in frames)
        {
            CompletePorts(frame);
            Follow(frame);
            CompleteFragment(frame);
            CompleteLastFragment(frame);
            if (IsUnfollowed(frame))
            {
                Unfollowed++;
                _firstUnfollowed = _firstUnfollowed == 0 ? frame.Line : Math.Min(_firstUnfollowed, frame.Line);
            }

            built.Add(Make(frame, built.Count + 1));
        }

        return built;
    }

    /// <summary>Says what could not be followed.</summary>
    public void AddNotes(List<string> notes)
    {
        if (Unfollowed > 0)
        {
            notes.Add(Unfollowed == 1
                ? $"1 packet is printed without the ports, flags or addresses that tell its conversation: line {_firstUnfollowed}"
                : $"{Unfollowed} packets are printed without the ports, flags or addresses that tell their conversation; first: line {_firstUnfollowed}");
        }
    }

    /// <summary>A TCP segment, or a message above TCP or of RADIUS or DNS, that belongs to no conversation that can be told.</summary>
    private static bool IsUnfollowed(RawFrame frame)
    {
        if (frame.FragmentOffset is not null || frame.Icmp is not null)
        {
            return false;
        }

        if (frame.Dns is not null)
        {
            return frame.Source.Address is null || frame.Destination.Address is null;
        }

        bool hasPorts = frame.Source.Port != 0 && frame.Destination.Port != 0;
        bool isTold = frame.Flags is not null || (frame.FromDetail && frame.Sequence is not null) || frame.Tls.Count > 0 || frame.Http is not null;
        return frame.Protocol == IpProtocol.Tcp ? !(hasPorts && isTold)
            : !hasPorts && (frame.Tls.Count > 0 || frame.ProtocolColumn is ProtocolNames.Radius);
    }

    private RawEnd Resolve(RawEnd end) =>
        end.Address is null && end.Name is string name && _names.TryGetValue(name, out IpAddress address) ? end with { Address = address } : end;

    private void Learn(RawFrame frame)
    {
        if (frame.Protocol == IpProtocol.Tcp && frame.Source.Port != 0 && frame.Destination.Port != 0
            && Key(frame, out bool swapped) is (int, IpAddress, IpAddress) key)
        {
            (ushort, ushort) ports = swapped
                ? (frame.Destination.Port, frame.Source.Port)
                : (frame.Source.Port, frame.Destination.Port);
            _conversations[key] = _conversations.TryGetValue(key, out (ushort, ushort)? known) && known != ports ? null : ports;
        }

        if (frame.ReassembledIn is long number && frame.FragmentIdentification is uint identification)
        {
            _identifications[(frame.Group, number)] = identification;
        }
    }

    /// <summary>
    /// Packet lists print no ports beside TLS and HTTP messages; where the two addresses have one conversation only, or only one
    /// that is open at that point of the list, they are its.
    /// </summary>
    private void CompletePorts(RawFrame frame)
    {
        if (frame.Protocol == IpProtocol.Tcp && frame.Source.Port == 0 && frame.Destination.Port == 0
            && Key(frame, out bool swapped) is (int, IpAddress, IpAddress) key
            && _conversations.TryGetValue(key, out (ushort Low, ushort High)? known)
            && (known ?? _open.Only(key)) is (ushort low, ushort high))
        {
            frame.Source = frame.Source with { Port = swapped ? high : low };
            frame.Destination = frame.Destination with { Port = swapped ? low : high };
        }
    }

    private void Follow(RawFrame frame)
    {
        if (frame is { Protocol: IpProtocol.Tcp, Flags: TcpFlags flags, Source.Port: not 0, Destination.Port: not 0 }
            && Key(frame, out bool swapped) is (int, IpAddress, IpAddress) key)
        {
            (ushort, ushort) ports = swapped
                ? (frame.Destination.Port, frame.Source.Port)
                : (frame.Source.Port, frame.Destination.Port);
            _open.See(key, ports, flags, fromLow: !swapped);
        }
    }

    /// <summary>
    /// Packet lists do not print the length of a fragment, but that of the frame tells it. All fragments but the last carry a
    /// multiple of eight octets: another length is that of the last one, or the frame is not what it looks like.
    /// </summary>
    private static void CompleteFragment(RawFrame frame)
    {
        if (frame is { FragmentOffset: not null, FragmentPayload: null } && InFrame(frame) is int inFrame and > 0)
        {
            bool mayBeFollowed = inFrame % 8 == 0;
            frame.MoreFragments ??= mayBeFollowed ? null : false;
            frame.FragmentPayload = mayBeFollowed || frame.MoreFragments == false ? inFrame : null;
        }
    }

    /// <summary>
    /// Wireshark shows the last fragment of a datagram as the whole datagram: a payload longer than the frame tells.
    /// A first frame with "[Reassembled in #n]" gives the identification.
    /// </summary>
    private void CompleteLastFragment(RawFrame frame)
    {
        if (frame.UdpLength is int payload && frame.FragmentOffset is null && frame.Length < payload
            && InFrame(frame) is int inFrame)
        {
            const int UdpHeader = 8;
            long offset = (long)payload + UdpHeader - inFrame;
            if (inFrame > 0 && offset > 0 && offset % 8 == 0)
            {
                frame.FragmentIdentification = frame.Number is long number
                    && _identifications.TryGetValue((frame.Group, number), out uint identification) ? identification : null;
                frame.FragmentOffset = (int)Math.Min(offset, int.MaxValue);
                frame.FragmentPayload = inFrame;
                frame.MoreFragments = false;
            }
        }
    }

    /// <summary>Octets of a fragment in a frame of Ethernet without tags; IPv6 fragments have a header of their own.</summary>
    private static int? InFrame(RawFrame frame) => frame switch
    {
        { Length: int length, Source.Address: { IsIpv4: true } } => length - EthernetAndIpv4,
        { Length: int length, Source.Address: not null } => length - EthernetAndIpv6Fragment,
        _ => null,
    };

    private static (int Group, IpAddress Low, IpAddress High)? Key(RawFrame frame, out bool swapped)
    {
        swapped = false;
        if (frame.Source.Address is not IpAddress source || frame.Destination.Address is not IpAddress destination || source == destination)
        {
            return null;
        }

        swapped = source.CompareTo(destination) > 0;
        return swapped ? (frame.Group, destination, source) : (frame.Group, source, destination);
    }

    private static IpEndpoint Endpoint(RawEnd? end) => end is null ? default : new IpEndpoint(end.Address ?? default, end.Port);

    private static TextFrame Make(RawFrame raw, int order) => new()
    {
        Number = raw.Number ?? order,
        Line = raw.Line,
        Group = raw.Group,
        Time = raw.Time.Utc is long utc ? new Timestamp(utc) : Timestamp.None,
        Relative = raw.Time.Relative,
        Source = new IpEndpoint(raw.Source.Address ?? default, raw.Source.Port),
        Destination = new IpEndpoint(raw.Destination.Address ?? default, raw.Destination.Port),
        Protocol = raw.Protocol,
        Length = raw.Length,
        Tcp = raw.Protocol == IpProtocol.Tcp && raw.HasTcp
            ? new TextTcp(
                raw.Flags ?? TcpFlags.None, raw.Sequence, raw.Acknowledgment, raw.Window, raw.PayloadLength, raw.MaximumSegmentSize)
            : null,
        UdpLength = raw.Protocol == IpProtocol.Udp ? raw.UdpLength : null,
        Fragment = raw.FragmentOffset is int offset
            ? new TextFragment(raw.FragmentIdentification, offset, raw.FragmentPayload, raw.MoreFragments)
            : null,
        Icmp = raw.Icmp is (byte type, byte code)
            ? new TextIcmp(
                type, code, raw.Quoted?.Protocol, Endpoint(raw.Quoted?.Source), Endpoint(raw.Quoted?.Destination), raw.Quoted?.FragmentIdentification, raw.NextHopMtu)
            : null,
        Http = raw.Http,
        Dns = raw.Dns,
        Tls = raw.Tls,
        Info = raw.Info,
    };
}
