namespace Gatehouse.Wire.Dns;

/// <summary>Types of resource records (IANA "DNS Parameters"); other numbers survive as they are.</summary>
public enum DnsRecordType : ushort
{
    /// <summary>IPv4 address.</summary>
    A = 1,

    /// <summary>Name server.</summary>
    Ns = 2,

    /// <summary>Canonical name of an alias.</summary>
    Cname = 5,

    /// <summary>Start of a zone of authority.</summary>
    Soa = 6,

    /// <summary>PTR: the name of an address.</summary>
    DomainPointer = 12,

    /// <summary>Mail exchange.</summary>
    Mx = 15,

    /// <summary>Text.</summary>
    Txt = 16,

    /// <summary>IPv6 address (RFC 3596).</summary>
    Aaaa = 28,

    /// <summary>Location of a service (RFC 2782).</summary>
    Srv = 33,

    /// <summary>Service binding (RFC 9460).</summary>
    Svcb = 64,

    /// <summary>Service binding for HTTPS (RFC 9460).</summary>
    Https = 65,

    /// <summary>Any type, in questions (RFC 8482).</summary>
    Any = 255,
}
