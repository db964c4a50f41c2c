namespace Gatehouse.Diagnosis.Inspection;

/// <summary>What to list, and whom to tell on the way.</summary>
public sealed record InspectionRequest
{
    /// <summary>Captures or printed packets in the order given; of a folder, what can be read in it.</summary>
    public required IReadOnlyList<EvidenceInput> Inputs { get; init; }

    /// <summary>Told now and then how far reading has come.</summary>
    public IProgress<ReadProgress>? Progress { get; init; }

    /// <summary>Told in a phrase what was lost of a source, or passed over in a folder: "trace.pcap: the file ends inside a record".</summary>
    public Action<string>? Notice { get; init; }
}
