namespace Gatehouse.Wire.Radius;

/// <summary>Names of RADIUS and EAP codes as the standards write them.</summary>
public static class RadiusNames
{
    /// <summary>"Access-Request"; "Code-77" when none is known.</summary>
    public static string Of(RadiusCode code) => code switch
    {
        RadiusCode.AccessRequest => "Access-Request",
        RadiusCode.AccessAccept => "Access-Accept",
        RadiusCode.AccessReject => "Access-Reject",
        RadiusCode.AccountingRequest => "Accounting-Request",
        RadiusCode.AccountingResponse => "Accounting-Response",
        RadiusCode.AccessChallenge => "Access-Challenge",
        RadiusCode.StatusServer => "Status-Server",
        RadiusCode.DisconnectRequest => "Disconnect-Request",
        RadiusCode.DisconnectAck => "Disconnect-ACK",
        RadiusCode.DisconnectNak => "Disconnect-NAK",
        RadiusCode.CoaRequest => "CoA-Request",
        RadiusCode.CoaAck => "CoA-ACK",
        RadiusCode.CoaNak => "CoA-NAK",
        _ => $"Code-{(byte)code}",
    };

    /// <summary>"PEAP"; "EAP type 77" when none is known.</summary>
    public static string Of(EapType type) => type switch
    {
        EapType.Identity => "Identity",
        EapType.Notification => "Notification",
        EapType.Nak => "Nak",
        EapType.Md5Challenge => "MD5-Challenge",
        EapType.Tls => "EAP-TLS",
        EapType.Ttls => "EAP-TTLS",
        EapType.Peap => "PEAP",
        EapType.MsChapV2 => "EAP-MSCHAPv2",
        EapType.Fast => "EAP-FAST",
        EapType.Teap => "TEAP",
        _ => $"EAP type {(byte)type}",
    };
}
