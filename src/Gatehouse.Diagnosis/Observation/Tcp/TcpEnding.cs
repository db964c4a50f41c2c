namespace Gatehouse.Diagnosis.Observation.Tcp;

/// <summary>How a connection ended first.</summary>
public enum TcpEnding
{
    /// <summary>It was still open.</summary>
    None,

    /// <summary>FIN from the client.</summary>
    ClientFin,

    /// <summary>FIN from the server.</summary>
    ServerFin,

    /// <summary>RST from the client.</summary>
    ClientReset,

    /// <summary>RST from the server, or in its name.</summary>
    ServerReset,
}
