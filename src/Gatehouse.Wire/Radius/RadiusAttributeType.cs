namespace Gatehouse.Wire.Radius;

/// <summary>RADIUS attribute types (IANA "RADIUS Attribute Types") that a diagnosis needs; other numbers survive as they are.</summary>
public enum RadiusAttributeType : byte
{
    /// <summary>User-Name (RFC 2865 section 5.1).</summary>
    UserName = 1,

    /// <summary>NAS-IP-Address, 4 octets (section 5.4).</summary>
    NasIpAddress = 4,

    /// <summary>NAS-Port, 4 octets (section 5.5).</summary>
    NasPort = 5,

    /// <summary>Framed-MTU, 4 octets (section 5.12).</summary>
    FramedMtu = 12,

    /// <summary>Reply-Message (section 5.18).</summary>
    ReplyMessage = 18,

    /// <summary>State, which ties a request to the challenge before it (section 5.24).</summary>
    State = 24,

    /// <summary>Called-Station-Id (section 5.30).</summary>
    CalledStationId = 30,

    /// <summary>Calling-Station-Id (section 5.31).</summary>
    CallingStationId = 31,

    /// <summary>NAS-Identifier (section 5.32).</summary>
    NasIdentifier = 32,

    /// <summary>Proxy-State (section 5.33).</summary>
    ProxyState = 33,

    /// <summary>EAP-Message (RFC 3579 section 3.1).</summary>
    EapMessage = 79,

    /// <summary>Message-Authenticator (RFC 3579 section 3.2).</summary>
    MessageAuthenticator = 80,

    /// <summary>NAS-IPv6-Address, 16 octets (RFC 3162 section 2.1).</summary>
    NasIpv6Address = 95,
}
