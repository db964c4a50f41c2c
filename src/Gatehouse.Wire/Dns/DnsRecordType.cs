namespace Gatehouse.Wire.Dns;

/// <summary>Types of resource records (IANA "DNS Parameters") that lead to an address; other numbers survive as they are.</summary>
public enum DnsRecordType : ushort
{
    /// <summary>IPv4 address.</summary>
    A = 1,

    /// <summary>Canonical name of an alias.</summary>
    Cname = 5,

    /// <summary>IPv6 address (RFC 3596).</summary>
    Aaaa = 28,
}
