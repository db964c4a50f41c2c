namespace Gatehouse.Diagnosis.Observation.Ead;

/// <summary>Packets of a security check met in a UDP conversation.</summary>
public sealed class EadConversation
{
    /// <summary>Most packets kept of one conversation.</summary>
    public const int MostPackets = 64;

    private readonly List<EadPacketSeen> _packets = [];

    /// <summary>The packets in order.</summary>
    public IReadOnlyList<EadPacketSeen> Packets => _packets;

    internal void Add(EadPacketSeen packet)
    {
        if (_packets.Count < MostPackets)
        {
            _packets.Add(packet);
        }
    }
}
