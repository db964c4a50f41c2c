namespace Gatehouse.Diagnosis.Observation.Tcp;

/// <summary>What the first octets of a direction look like.</summary>
public enum StreamKind
{
    /// <summary>No payload seen from its start.</summary>
    Unknown,

    /// <summary>TLS or SSL records.</summary>
    Tls,

    /// <summary>HTTP/1.</summary>
    Http,

    /// <summary>Something else.</summary>
    Other,
}
