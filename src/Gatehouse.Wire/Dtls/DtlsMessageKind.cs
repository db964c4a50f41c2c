namespace Gatehouse.Wire.Dtls;

/// <summary>What a DTLS datagram was found to say.</summary>
public enum DtlsMessageKind
{
    /// <summary>Nothing that is read: encrypted records, ChangeCipherSpec, other handshake messages.</summary>
    Other = 0,

    /// <summary>A ClientHello, complete.</summary>
    ClientHello,

    /// <summary>A ServerHello or HelloRetryRequest, complete.</summary>
    ServerHello,

    /// <summary>A HelloVerifyRequest: the server asks the client to repeat its hello with a cookie.</summary>
    HelloVerifyRequest,

    /// <summary>An alert.</summary>
    Alert,

    /// <summary>A fragment of a ClientHello or ServerHello that continues in other datagrams.</summary>
    HelloFragment,
}
