namespace Gatehouse.Wire.Ead.Sealed;

/// <summary>Sizes in sealed datagrams of the security check, in octets (docs/protocol.md).</summary>
public static class SealedLayout
{
    /// <summary>Octets of UDP payload that no datagram exceeds, so that IP never fragments it.</summary>
    public const int MaxDatagram = 1200;

    /// <summary>The header in front of everything.</summary>
    public const int HeaderLength = 42;

    /// <summary>The sender's salt.</summary>
    public const int SaltLength = 16;

    /// <summary>The sealed session token.</summary>
    public const int TokenLength = 104;

    /// <summary>The address proof.</summary>
    public const int ProofLength = 28;

    /// <summary>The tag of AES-GCM behind the sealed content.</summary>
    public const int TagLength = 16;
}
