namespace Gatehouse.Server.Nodes;

/// <summary>A row of <c>trust_anchors</c>.</summary>
internal sealed record AnchorRow
{
    /// <summary>The anchor's number.</summary>
    public required int Number { get; init; }

    /// <summary>SHA-256 of its public key, in hexadecimal digits.</summary>
    public required string Fingerprint { get; init; }
}
