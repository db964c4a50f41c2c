namespace Gatehouse.Diagnosis.Observation.Tls;

/// <summary>How a TLS conversation went.</summary>
public enum TlsOutcome
{
    /// <summary>The capture does not show enough, or the handshake was still going on at its end.</summary>
    Incomplete,

    /// <summary>The handshake completed and the connection was used.</summary>
    Established,

    /// <summary>The server turned the client away before the handshake got anywhere.</summary>
    Refused,

    /// <summary>The handshake was given up: by the client before any answer, by either side behind the ServerHello, or without a word right after it.</summary>
    Aborted,
}
