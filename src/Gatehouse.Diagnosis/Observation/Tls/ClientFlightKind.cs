namespace Gatehouse.Diagnosis.Observation.Tls;

/// <summary>What the client's encrypted part of a TLS 1.3 handshake holds, told from the lengths of its records.</summary>
internal enum ClientFlightKind
{
    /// <summary>The lengths do not tell, or there was none.</summary>
    Unknown,

    /// <summary>An alert in place of the handshake's end.</summary>
    Alert,

    /// <summary>Finished alone: the server had not asked for a certificate.</summary>
    Finished,

    /// <summary>An empty Certificate and Finished: the server had asked for a certificate and the client has none.</summary>
    EmptyCertificate,

    /// <summary>A certificate, its proof and Finished.</summary>
    Certificate,
}
