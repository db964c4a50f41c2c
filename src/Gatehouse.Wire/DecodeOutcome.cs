namespace Gatehouse.Wire;

/// <summary>What became of decoding a frame down to IP.</summary>
public enum DecodeOutcome
{
    /// <summary>An IP packet; every field of <see cref="Packet"/> is valid.</summary>
    Ip,

    /// <summary>A well-formed frame that carries something else (ARP, LLDP, 802.1X, PPP control…); EtherType says what.</summary>
    NotIp,

    /// <summary>The captured octets end before the IP header does.</summary>
    Cut,

    /// <summary>The headers contradict themselves.</summary>
    Malformed,

    /// <summary>The link type is not one that is decoded here.</summary>
    UnsupportedLink,
}
