using System.Globalization;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Udp;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Judgement;

/// <summary>Limits a diagnosis to one endpoint, named by IP address or hardware address; a user name matches in logs only.</summary>
internal sealed class EndpointFilter
{
    // 02:00:5e:10:20:30, 02-00-5E-10-20-30 and 0200.5e10.2030 are all in use.
    private static readonly char[] Separators = [':', '-', '.'];

    private readonly IpAddress? _address;
    private readonly ulong? _mac;

    public EndpointFilter(string? endpoint)
    {
        if (endpoint is null)
        {
            return;
        }

        if (IpAddress.TryParse(endpoint, out IpAddress address))
        {
            _address = address;
        }
        else
        {
            _mac = Mac(endpoint);
            IsUser = _mac is null;
        }
    }

    /// <summary>Whether the endpoint is named by something that no packet shows.</summary>
    public bool IsUser { get; }

    public bool Matches(TcpConversation conversation) =>
        Matches(conversation.Client.Address, conversation.Server.Address, conversation.ClientMac);

    public bool Matches(UdpConversation conversation) =>
        Matches(conversation.Client.Address, conversation.Server.Address, conversation.ClientMac);

    public bool Matches(IpAddress one, IpAddress other) => _address is null || one == _address || other == _address;

    private bool Matches(IpAddress client, IpAddress server, ulong mac) =>
        Matches(client, server) && (_mac is null || mac == _mac);

    /// <summary>The value of a hardware address, however its digits are grouped; null for anything else.</summary>
    public static ulong? Mac(string text)
    {
        string digits = string.Concat(text.Split(Separators));
        return digits.Length == 12 && ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong mac)
            ? mac
            : null;
    }
}
