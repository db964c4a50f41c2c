namespace Gatehouse.Wire.Radius;

/// <summary>RADIUS packet codes (IANA "RADIUS Types"); other numbers survive as they are.</summary>
public enum RadiusCode : byte
{
    /// <summary>Access-Request (RFC 2865).</summary>
    AccessRequest = 1,

    /// <summary>Access-Accept.</summary>
    AccessAccept = 2,

    /// <summary>Access-Reject.</summary>
    AccessReject = 3,

    /// <summary>Accounting-Request (RFC 2866).</summary>
    AccountingRequest = 4,

    /// <summary>Accounting-Response.</summary>
    AccountingResponse = 5,

    /// <summary>Access-Challenge.</summary>
    AccessChallenge = 11,

    /// <summary>Status-Server (RFC 5997).</summary>
    StatusServer = 12,

    /// <summary>Disconnect-Request (RFC 5176).</summary>
    DisconnectRequest = 40,

    /// <summary>Disconnect-ACK.</summary>
    DisconnectAck = 41,

    /// <summary>Disconnect-NAK.</summary>
    DisconnectNak = 42,

    /// <summary>CoA-Request, a change of authorization.</summary>
    CoaRequest = 43,

    /// <summary>CoA-ACK.</summary>
    CoaAck = 44,

    /// <summary>CoA-NAK.</summary>
    CoaNak = 45,
}
