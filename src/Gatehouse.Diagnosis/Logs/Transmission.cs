using Gatehouse.Wire.Ead;

namespace Gatehouse.Diagnosis.Logs;

/// <summary>One packet of the client with its retransmissions, and what came back.</summary>
public sealed class Transmission
{
    internal Transmission(EadPacketType type, IReadOnlyList<ExchangePacket> copies, ExchangePacket? answer)
    {
        Type = type;
        Copies = copies;
        Answer = answer;

        // Pasting adds spaces inside patch names, which have none, and swallows spaces between words: of the complete copies the truest
        // is the longest among those with the fewest of the former.
        ExchangePacket? best = copies.Where(copy => copy.DocumentComplete)
            .OrderBy(copy => SpacesInPatchNames(copy.Document!))
            .ThenByDescending(copy => copy.Document!.CanonicalSize())
            .FirstOrDefault();
        Document = best?.Document;
        XmlBytes = Document?.CanonicalSize();
    }

    /// <summary>The packet's number.</summary>
    public EadPacketType Type { get; }

    /// <summary>The first sending and the repetitions, in order; never empty.</summary>
    public IReadOnlyList<ExchangePacket> Copies { get; }

    /// <summary>The first packet received afterwards that can be its answer; null when none was logged.</summary>
    public ExchangePacket? Answer { get; }

    /// <summary>What was sent; null when no copy is printed completely.</summary>
    public EadDocument? Document { get; }

    /// <summary>Octets of the XML alone, without the header in front of it; null when no copy is printed completely.</summary>
    public int? XmlBytes { get; }

    /// <summary>Median distance between copies in seconds; null for a single copy.</summary>
    public double? SpacingSeconds
    {
        get
        {
            double[] gaps = [.. Copies.Zip(Copies.Skip(1), (first, second) => (second.Time - first.Time).TotalSeconds).Order()];
            return gaps.Length == 0 ? null : gaps[gaps.Length / 2];
        }
    }

    private static int SpacesInPatchNames(EadDocument document) => new SecurityReport(document).CheckResults
        .Where(result => result.Category == "Windows" && result.Fields.Count > 0)
        .Sum(result => result.Fields[^1].Count(char.IsWhiteSpace));
}
