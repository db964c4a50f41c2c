namespace Gatehouse.Diagnosis.Logs;

/// <summary>Which way a packet of the security check went.</summary>
public enum PacketDirection
{
    /// <summary>Sent by the client.</summary>
    ToServer,

    /// <summary>Received by the client.</summary>
    ToClient,
}
