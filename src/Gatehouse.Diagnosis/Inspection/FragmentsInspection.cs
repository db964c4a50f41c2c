using Gatehouse.Diagnosis.Observation.Fragments;

namespace Gatehouse.Diagnosis.Inspection;

/// <summary>One datagram that travelled in fragments. Octets are counted in its IP payload, transport header included.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="From">Sender.</param>
/// <param name="To">Receiver.</param>
/// <param name="Protocol">"udp", "tcp", "icmp", "icmpv6" or the protocol's number.</param>
/// <param name="Id">IP identification: "0x3a2f", of IPv6 with eight digits.</param>
/// <param name="Complete">Whether every octet was captured and no pieces contradict each other.</param>
/// <param name="Fragments">The pieces in order of arrival, without copies; at most 256.</param>
/// <param name="TotalBytes">Octets of the whole; null until its last piece was captured.</param>
/// <param name="Missing">Ranges that no piece holds, each from its first octet to the one behind its last, which is null while unknown.</param>
public sealed record FragmentsInspection(
    string Source,
    string From,
    string To,
    string Protocol,
    string Id,
    bool Complete,
    IReadOnlyList<FragmentInspection> Fragments,
    int? TotalBytes,
    IReadOnlyList<IReadOnlyList<int?>> Missing)
{
    internal static FragmentsInspection Of(string source, FragmentedDatagram datagram) => new(
        source,
        datagram.Source.ToString(),
        datagram.Destination.ToString(),
        InspectionWords.Of(datagram.Protocol),
        datagram.IsVersion6 ? $"0x{datagram.Identification:x8}" : $"0x{datagram.Identification:x4}",
        datagram.IsComplete,
        [.. datagram.Pieces.Select(FragmentInspection.Of)],
        datagram.TotalOctets,
        [.. datagram.Missing().Select(range => (IReadOnlyList<int?>)[range.Start, range.End])]);
}
