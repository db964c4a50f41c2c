using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Redaction;

/// <summary>
/// Other names for what is private: the same thing gets the same name everywhere, in the order in which things are met. Addresses get
/// addresses that nobody has (RFC 2544, RFC 3849), so that filters and programs still work with them.
/// </summary>
public sealed class Pseudonyms
{
    private const uint FirstIpv4 = 0xC612_0001;
    private const uint LastIpv4 = 0xC613_FFFF;
    private const ulong Ipv6Prefix = 0x2001_0DB8_0000_0000;
    private const ulong LocalMac = 0x0200_0000_0000;
    private const byte MulticastBit = 0x01;
    private const uint LoopbackNetwork = 127;

    private readonly Dictionary<IpAddress, IpAddress> _addresses = [];
    private readonly Dictionary<ulong, ulong> _macs = [];
    private readonly NameBook _names = new();
    private readonly AddressText _addressText;
    private uint _nextIpv4 = FirstIpv4;
    private ulong _ipv6;

    /// <summary>None yet.</summary>
    public Pseudonyms() => _addressText = new AddressText(this);

    /// <summary>Keeps a name as it is, whatever is learnt later.</summary>
    internal void Keep(string name) => _names.Keep(name);

    /// <summary>Gives a name a pseudonym.</summary>
    /// <param name="name">The name; nothing is done for one that is empty, names nothing, is kept, or is an address.</param>
    /// <param name="kind">What its pseudonym begins with: "user", "host", "file".</param>
    /// <param name="ending">What its pseudonym ends with.</param>
    internal void Learn(string? name, string kind, string ending = "")
    {
        if (name is not null && !IpAddress.TryParse(name, out _) && !IpEndpoint.TryParse(name, out _))
        {
            _names.Learn(name, kind, ending);
        }
    }

    /// <summary>The pseudonym of an address; addresses of groups, of nobody and of the host itself stay.</summary>
    /// <returns>False when all pseudonyms are given away.</returns>
    internal bool TryOf(IpAddress address, out IpAddress pseudonym)
    {
        pseudonym = address;
        if (address.IsMulticastOrBroadcast
            || (address.IsIpv4 ? address.Ipv4Value >> 24 is 0 or LoopbackNetwork : address is { HighBits: 0, LowBits: <= 1 })
            || _addresses.TryGetValue(address, out pseudonym))
        {
            return true;
        }

        if (address.IsIpv4 && _nextIpv4 > LastIpv4)
        {
            return false;
        }

        pseudonym = address.IsIpv4 ? IpAddress.FromIpv4(_nextIpv4++) : IpAddress.FromBits(Ipv6Prefix, ++_ipv6);
        _addresses[address] = pseudonym;
        return true;
    }

    /// <summary>The pseudonym of a hardware address in the low 48 bits; addresses of groups stay.</summary>
    internal ulong OfMac(ulong mac)
    {
        if (mac == 0 || ((mac >> 40) & MulticastBit) != 0)
        {
            return mac;
        }

        if (!_macs.TryGetValue(mac, out ulong pseudonym))
        {
            _macs[mac] = pseudonym = LocalMac + (ulong)_macs.Count + 1;
        }

        return pseudonym;
    }

    /// <summary>A text with everything private in it replaced, and requests without their queries.</summary>
    internal string Replace(string text) => _addressText.Replace(RequestTargets.Cut(_names.Replace(text)));

    /// <summary>What stands where only a name can: also replaced when it is a plain word.</summary>
    internal string ReplaceName(string name) => _names.Find(name) ?? Replace(name);
}
