namespace Gatehouse.Wire.Radius;

/// <summary>EAP codes (RFC 3748 section 4); other numbers survive as they are.</summary>
public enum EapCode : byte
{
    /// <summary>From the authenticator.</summary>
    Request = 1,

    /// <summary>From the endpoint.</summary>
    Response = 2,

    /// <summary>The endpoint is let in.</summary>
    Success = 3,

    /// <summary>The endpoint is refused.</summary>
    Failure = 4,
}
