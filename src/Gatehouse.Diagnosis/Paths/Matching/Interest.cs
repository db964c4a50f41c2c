using Gatehouse.Diagnosis.Findings;
using Gatehouse.Wire;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Paths.Matching;

/// <summary>
/// Which packets are worth remembering: all those of hosts in conversations that failed somewhere, and of the others a share chosen by their
/// own digest, so that every vantage point chooses the same ones.
/// </summary>
internal sealed class Interest
{
    /// <summary>Most hosts whose packets are all taken.</summary>
    public const int MostHosts = 4_096;

    /// <summary>Packets of a capture up to which all are taken.</summary>
    public const int TakeAllUpTo = 65_536;

    private readonly HashSet<IpAddress> _hosts = [];
    private readonly ulong _mask;
    private readonly bool _isOnly;

    /// <summary>Decides what is taken.</summary>
    /// <param name="findings">What the captures showed one by one.</param>
    /// <param name="mostFrames">Frames of the largest capture.</param>
    public Interest(IEnumerable<Finding> findings, long mostFrames)
    {
        foreach (Finding finding in findings)
        {
            if (finding is { Severity: Severity.Fault, Conversation: { } conversation } && _hosts.Count < MostHosts)
            {
                Add(conversation.Client);
            }
        }

        while (mostFrames / ((long)_mask + 1) > TakeAllUpTo)
        {
            _mask = (_mask << 1) | 1;
        }
    }

    private Interest(string client)
    {
        _isOnly = true;
        _mask = ulong.MaxValue;
        Add(client);
    }

    /// <summary>Takes the packets of one conversation's client, and nothing else.</summary>
    public static Interest Only(ConversationName conversation) => new(conversation.Client);

    /// <summary>Whether every packet is taken.</summary>
    public bool TakesAll => _mask == 0;

    /// <summary>Whether a packet is taken.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="key">Its digest.</param>
    /// <param name="opens">Whether it opens a connection, or TLS in it: those are all taken, so that connections can be counted and compared.</param>
    public bool Takes(in Packet packet, ulong key, bool opens) =>
        (!_isOnly && (opens || (key & _mask) == 0)) || _hosts.Contains(packet.Source) || _hosts.Contains(packet.Destination);

    /// <summary>Whether all packets of a conversation are taken.</summary>
    public bool TakesAllOf(PathFlow flow) => TakesAll || _hosts.Contains(flow.Client.Address) || _hosts.Contains(flow.Server.Address);

    private void Add(string client)
    {
        if (NamedEndpoint.TryParse(client, out IpEndpoint endpoint))
        {
            _hosts.Add(endpoint.Address);
        }
    }
}
