using Gatehouse.Wire.Ip;
using Gatehouse.Wire.Tcp;

namespace Gatehouse.Capture.Text;

/// <summary>A printed packet while it is being put together: one list line, one detail tree, or both joined.</summary>
internal sealed class RawFrame
{
    public long? Number { get; set; }

    public required int Line { get; set; }

    public bool FromList { get; set; }

    public bool FromDetail { get; set; }

    public PrintedTime Time { get; set; }

    public RawEnd Source { get; set; } = new();

    public RawEnd Destination { get; set; } = new();

    public IpProtocol? Protocol { get; set; }

    public int? Length { get; set; }

    public TcpFlags? Flags { get; set; }

    public long? Sequence { get; set; }

    public long? Acknowledgment { get; set; }

    public long? Window { get; set; }

    public int? PayloadLength { get; set; }

    public int? MaximumSegmentSize { get; set; }

    public int? UdpLength { get; set; }

    public uint? FragmentIdentification { get; set; }

    /// <summary>Offset in octets; set only when the packet is printed as a fragment.</summary>
    public int? FragmentOffset { get; set; }

    public int? FragmentPayload { get; set; }

    public bool? MoreFragments { get; set; }

    /// <summary>Octets of the IP header, as the detail tree draws it.</summary>
    public int? IpHeaderLength { get; set; }

    /// <summary>Octets behind the IP header, by the detail tree.</summary>
    public int? IpPayload { get; set; }

    /// <summary>Number of the frame where the datagram or message of this one is put together, "[Reassembled in #13]".</summary>
    public long? ReassembledIn { get; set; }

    public List<TextTlsMessage> Tls { get; set; } = [];

    public (byte Type, byte Code)? Icmp { get; set; }

    /// <summary>The packet an ICMP error quotes; null when it is not printed.</summary>
    public RawFrame? Quoted { get; set; }

    public int? NextHopMtu { get; set; }

    public TextHttp? Http { get; set; }

    public TextDns? Dns { get; set; }

    public string Info { get; set; } = string.Empty;

    /// <summary>The protocol column of the list line, by which its info column is read.</summary>
    public string ProtocolColumn { get; set; } = string.Empty;

    public int Group { get; set; }

    /// <summary>The list line that a detail tree without a frame number of its own stands under.</summary>
    public RawFrame? Under { get; set; }

    /// <summary>An earlier frame with the same number, in the same or an earlier group.</summary>
    public RawFrame? SameNumberBefore { get; set; }

    /// <summary>Whether anything says that this is a TCP segment.</summary>
    public bool HasTcp => Flags is not null || Sequence is not null || PayloadLength is not null;

    /// <summary>Whether another printing can be of the same packet: nothing both tell differs.</summary>
    public bool CanJoin(RawFrame other) =>
        Source.Agrees(other.Source) && Destination.Agrees(other.Destination)
        && Same(Length, other.Length) && Same(Sequence, other.Sequence) && Same(PayloadLength, other.PayloadLength)
        && Time.Agrees(other.Time)
        && (!(FromList && other.FromList) || Info == other.Info)
        && (!(FromDetail && other.FromDetail) || Tls.Count == other.Tls.Count);

    /// <summary>Whether both printings tell enough of the packet to prove, by agreeing, that it is the same one.</summary>
    public bool IsProof(RawFrame other) =>
        Source.Address is not null && other.Source.Address is not null && Length is not null && other.Length is not null;

    /// <summary>Takes over what another printing of the same packet tells beyond this one.</summary>
    public void Join(RawFrame other)
    {
        (RawFrame list, RawFrame detail) = other.FromList && !FromList ? (other, this) : (this, other);
        Number ??= other.Number;
        Line = Math.Min(Line, other.Line);
        Time = Time.Or(other.Time);
        Source = Source.Or(other.Source);
        Destination = Destination.Or(other.Destination);
        Protocol ??= other.Protocol;
        Length ??= other.Length;
        Flags ??= other.Flags;
        Sequence ??= other.Sequence;
        Acknowledgment ??= other.Acknowledgment;
        Window ??= other.Window;
        PayloadLength ??= other.PayloadLength;
        MaximumSegmentSize ??= other.MaximumSegmentSize;
        UdpLength ??= other.UdpLength;
        FragmentIdentification ??= other.FragmentIdentification;
        FragmentOffset ??= other.FragmentOffset;
        FragmentPayload ??= other.FragmentPayload;
        MoreFragments ??= other.MoreFragments;
        ReassembledIn ??= other.ReassembledIn;
        Icmp ??= other.Icmp;
        Quoted ??= other.Quoted;
        NextHopMtu ??= other.NextHopMtu;
        Http ??= other.Http;
        Dns ??= other.Dns;
        Tls = TlsLabels.Join(list.Tls, detail.Tls);
        Info = list.Info.Length > 0 ? list.Info : detail.Info;
        FromList |= other.FromList;
        FromDetail |= other.FromDetail;
    }

    private static bool Same(long? one, long? two) => one is null || two is null || one == two;
}
