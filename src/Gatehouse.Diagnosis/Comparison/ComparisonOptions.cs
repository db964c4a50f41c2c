namespace Gatehouse.Diagnosis.Comparison;

/// <summary>What to compare, and what the user knows already.</summary>
public sealed record ComparisonOptions
{
    /// <summary>Evidence of an endpoint that works.</summary>
    public required EvidenceInput Good { get; init; }

    /// <summary>Evidence of an endpoint that fails.</summary>
    public required EvidenceInput Bad { get; init; }

    /// <summary>The server whose exchanges are compared; null to take that of the failure.</summary>
    public ServerExpectation? Server { get; init; }

    /// <summary>Limits the good side to one endpoint: an IP address, a hardware address or, in logs, a user name.</summary>
    public string? GoodEndpoint { get; init; }

    /// <summary>Limits the bad side in the same way.</summary>
    public string? BadEndpoint { get; init; }
}
