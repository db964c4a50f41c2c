namespace Gatehouse.Diagnosis.Comparison.Exchanges;

/// <summary>One packet of a security check on one side, its repetitions gathered.</summary>
internal sealed record CheckPacket
{
    /// <summary>1 request, 2 policy, 3 report, 4 verdict; where it shows no XML, told by its place.</summary>
    public required int Type { get; init; }

    /// <summary>Octets of UDP payload; null when the evidence does not tell (logs do not say it of packets sent).</summary>
    public int? PayloadBytes { get; init; }

    /// <summary>Octets of XML; null when none can be seen.</summary>
    public int? XmlBytes { get; init; }

    /// <summary>IP packets it travelled in; null when not known.</summary>
    public int? Pieces { get; init; }

    /// <summary>Whether it travelled in fragments, or, of a log, by its size must have.</summary>
    public bool IsFragmented { get; init; }

    /// <summary>Whether the evidence shows it whole; at a server some of its fragments may be missing.</summary>
    public bool IsWhole { get; init; } = true;

    /// <summary>Whether it shows no XML, so that it is compressed or encrypted.</summary>
    public bool IsSealed { get; init; }

    /// <summary>How often it was sent.</summary>
    public int Sendings { get; init; } = 1;

    /// <summary>Seconds between two sendings; null for one.</summary>
    public double? Spacing { get; init; }

    /// <summary>Whether an answer followed; always true of packets of the server.</summary>
    public bool IsAnswered { get; init; } = true;

    /// <summary>Patches that the report names; null when it names none or they are not shown.</summary>
    public int? Patches { get; init; }

    /// <summary>Frames or lines.</summary>
    public IReadOnlyList<long> Frames { get; init; } = [];

    /// <summary>The size to compare: of the payload, or of the XML where that is all that is known.</summary>
    public int? Size => PayloadBytes ?? XmlBytes;
}
