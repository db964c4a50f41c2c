using Gatehouse.Wire.Ead;

namespace Gatehouse.Contracts.Checks;

/// <summary>What the packets of a check carry besides their subject. Absent values are null.</summary>
public sealed record CheckEnvelope
{
    /// <summary>The same in all packets of one check. (eventSeqID)</summary>
    public string? EventSequenceId { get; init; }

    /// <summary>Version of the server, in packet 2. (serverVersion)</summary>
    public string? ServerVersion { get; init; }

    /// <summary>Digest of the dictionary of weak passwords the endpoint has, in packet 3. (dictionaryDigest)</summary>
    public string? DictionaryDigest { get; init; }

    /// <summary>Whether the endpoint can scan its network, in packet 3. (supNetScan)</summary>
    public bool SupportsNetworkScan { get; init; }

    /// <summary>Reads it from any packet.</summary>
    public static CheckEnvelope Read(EadDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new CheckEnvelope
        {
            EventSequenceId = document.Value("eventSeqID"),
            ServerVersion = document.Value("serverVersion"),
            DictionaryDigest = document.Value("dictionaryDigest"),
            SupportsNetworkScan = CheckWords.Flag(document.Value("supNetScan")) ?? false,
        };
    }
}
