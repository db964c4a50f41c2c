namespace Gatehouse.Wire.Dns;

/// <summary>Response codes of the DNS header (RFC 1035 section 4.1.1, RFC 2136); other numbers survive as they are.</summary>
public enum DnsResponseCode : byte
{
    /// <summary>No error.</summary>
    NoError = 0,

    /// <summary>The server could not interpret the query.</summary>
    FormatError = 1,

    /// <summary>The server failed, or could not reach those it had to ask.</summary>
    ServerFailure = 2,

    /// <summary>The name does not exist.</summary>
    NameError = 3,

    /// <summary>The server does not support the kind of query.</summary>
    NotImplemented = 4,

    /// <summary>The server refuses by policy.</summary>
    Refused = 5,
}
