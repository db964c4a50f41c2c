using Gatehouse.Wire.Ip;

namespace Gatehouse.Wire.Ead;

/// <summary>
/// Packet 2, the policy: what the server wants checked. A view of what a diagnosis asks of it; the document holds the rest. A
/// value that is absent or cannot be read is null.
/// </summary>
/// <param name="document">The document the server sent.</param>
public sealed class SecurityPolicy(EadDocument document)
{
    /// <summary>Address of the policy proxy, sent as a 32-bit number with the most significant octet first. (damProxyIp)</summary>
    public IpAddress? ProxyAddress { get; } = EadValues.Address(document.Value("damProxyIp"));

    /// <summary>UDP port of the policy proxy, where reports go; 9029 in the field. (damProxyPort)</summary>
    public ushort? ProxyPort { get; } = EadValues.Port(document.Value("damProxyPort"));
}
