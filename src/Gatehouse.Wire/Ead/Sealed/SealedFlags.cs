namespace Gatehouse.Wire.Ead.Sealed;

/// <summary>Flags of a sealed datagram's header; bits without a name are ignored.</summary>
[Flags]
public enum SealedFlags : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Client: an address proof stands behind the token.</summary>
    AddressProof = 0x01,

    /// <summary>Server: nothing is sealed, because the server could not open the token; only with <see cref="CheckMessage.NewSession"/>.</summary>
    Unsealed = 0x02,

    /// <summary>The server sent it; then no token follows the header.</summary>
    FromServer = 0x80,
}
