namespace Gatehouse.Wire.Dns;

/// <summary>Names of DNS codes as tools print them (IANA "DNS Parameters").</summary>
public static class DnsNames
{
    /// <summary>"NXDOMAIN"; "RCODE11" when none is known.</summary>
    public static string Of(DnsResponseCode code) => code switch
    {
        DnsResponseCode.NoError => "NOERROR",
        DnsResponseCode.FormatError => "FORMERR",
        DnsResponseCode.ServerFailure => "SERVFAIL",
        DnsResponseCode.NameError => "NXDOMAIN",
        DnsResponseCode.NotImplemented => "NOTIMP",
        DnsResponseCode.Refused => "REFUSED",
        _ => $"RCODE{(byte)code}",
    };

    /// <summary>"AAAA"; "TYPE99" when none is known (RFC 3597 section 5).</summary>
    public static string Of(DnsRecordType type) => type switch
    {
        DnsRecordType.A => "A",
        DnsRecordType.Ns => "NS",
        DnsRecordType.Cname => "CNAME",
        DnsRecordType.Soa => "SOA",
        DnsRecordType.DomainPointer => "PTR",
        DnsRecordType.Mx => "MX",
        DnsRecordType.Txt => "TXT",
        DnsRecordType.Aaaa => "AAAA",
        DnsRecordType.Srv => "SRV",
        DnsRecordType.Svcb => "SVCB",
        DnsRecordType.Https => "HTTPS",
        DnsRecordType.Any => "ANY",
        _ => $"TYPE{(ushort)type}",
    };
}
