namespace Gatehouse.Wire.Radius;

/// <summary>EAP method types (IANA "EAP Method Types"); other numbers survive as they are.</summary>
public enum EapType : byte
{
    /// <summary>No type: Success and Failure have none.</summary>
    None = 0,

    /// <summary>Identity.</summary>
    Identity = 1,

    /// <summary>Notification.</summary>
    Notification = 2,

    /// <summary>Nak: the endpoint declines the method and names others (RFC 3748 section 5.3.1).</summary>
    Nak = 3,

    /// <summary>MD5-Challenge.</summary>
    Md5Challenge = 4,

    /// <summary>EAP-TLS (RFC 5216, RFC 9190).</summary>
    Tls = 13,

    /// <summary>EAP-TTLS (RFC 5281).</summary>
    Ttls = 21,

    /// <summary>PEAP.</summary>
    Peap = 25,

    /// <summary>EAP-MSCHAPv2.</summary>
    MsChapV2 = 26,

    /// <summary>EAP-FAST (RFC 4851).</summary>
    Fast = 43,

    /// <summary>TEAP (RFC 7170).</summary>
    Teap = 55,
}
