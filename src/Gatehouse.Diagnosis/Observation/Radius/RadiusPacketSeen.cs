using Gatehouse.Capture;

namespace Gatehouse.Diagnosis.Observation.Radius;

/// <summary>One RADIUS packet in a capture (RFC 2865), with the EAP packet inside (RFC 3579).</summary>
public sealed record RadiusPacketSeen
{
    /// <summary>Frame number; of fragments, of the one that completed it.</summary>
    public required long Frame { get; init; }

    /// <summary>When it was captured.</summary>
    public required Timestamp Time { get; init; }

    /// <summary>Who sent it.</summary>
    public required Side From { get; init; }

    /// <summary>Code: 1 Access-Request, 2 Access-Accept, 3 Access-Reject, 11 Access-Challenge…</summary>
    public required byte Code { get; init; }

    /// <summary>Identifier.</summary>
    public required byte Identifier { get; init; }

    /// <summary>Octets of UDP payload.</summary>
    public required int PayloadOctets { get; init; }

    /// <summary>EAP code: 1 request, 2 response, 3 success, 4 failure; null when there is no EAP packet.</summary>
    public byte? EapCode { get; init; }

    /// <summary>EAP method: 1 identity, 13 EAP-TLS, 21 TTLS, 25 PEAP…; null when there is none.</summary>
    public byte? EapType { get; init; }

    /// <summary>Octets of the EAP packet; 0 when there is none.</summary>
    public int EapOctets { get; init; }

    /// <summary>Whether it travelled in IP fragments.</summary>
    public bool IsFragmented { get; init; }
}
