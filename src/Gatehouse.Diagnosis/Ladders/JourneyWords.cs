using System.Globalization;
using Gatehouse.Diagnosis.Paths.Fates;
using Gatehouse.Diagnosis.Paths.Matching;
using Gatehouse.Wire.Tcp;

namespace Gatehouse.Diagnosis.Ladders;

/// <summary>Labels packets.</summary>
/// <param name="protocol">"tcp", "udp" or "icmp", the conversation's.</param>
/// <param name="journeys">All packets, among which the fragments of one datagram are counted.</param>
internal sealed class JourneyWords(string protocol, IEnumerable<Journey> journeys)
{
    private readonly Dictionary<(bool IsToServer, uint Identification), uint[]> _offsets = journeys
        .Where(journey => journey.Kind == SightingKind.Fragment)
        .GroupBy(journey => (journey.IsToServer, journey.Identification))
        .ToDictionary(pieces => pieces.Key, pieces => pieces.Select(piece => piece.Sequence).Distinct().Order().ToArray());

    /// <summary>What a packet is.</summary>
    /// <param name="journey">The packet.</param>
    /// <param name="content">What it carries; null when that is not known.</param>
    public string Of(Journey journey, string? content) => journey.Kind switch
    {
        SightingKind.Tcp => Segment(journey, content),
        SightingKind.Udp => $"{(content is null ? string.Empty : content + ", ")}UDP {Octets(journey.Length)}",
        SightingKind.Fragment => Fragment(journey),
        SightingKind.Echo => $"{content ?? "ICMP echo"}, {Octets(journey.Length)}",
        _ => content ?? "ICMP error",
    };

    private static string Segment(Journey journey, string? content)
    {
        TcpFlags flags = journey.Flags;
        List<string> words = [];
        if ((flags & TcpFlags.Syn) != 0)
        {
            words.Add("SYN");
        }

        if ((flags & TcpFlags.Fin) != 0)
        {
            words.Add("FIN");
        }

        if ((flags & TcpFlags.Rst) != 0)
        {
            words.Add("RST");
        }

        if ((flags & TcpFlags.Ack) != 0 && (words.Count > 0 || journey.Length == 0))
        {
            words.Add("ACK");
        }

        string control = string.Join(' ', words);
        return journey.Length == 0 ? control + (content is null ? string.Empty : $", {content}")
            : $"{content ?? "TCP"}, {Octets(journey.Length)}{(control.Length > 0 ? $", {control}" : string.Empty)}";
    }

    private string Fragment(Journey journey)
    {
        int number = Array.IndexOf(_offsets[(journey.IsToServer, journey.Identification)], journey.Sequence) + 1;
        string name = protocol.ToUpperInvariant();
        return string.Create(CultureInfo.InvariantCulture, $"{name} fragment {number}, IPID 0x{journey.Identification:x4}, {Octets(journey.Length)}");
    }

    private static string Octets(int count) => string.Create(CultureInfo.InvariantCulture, $"{count:#,0} B");
}
