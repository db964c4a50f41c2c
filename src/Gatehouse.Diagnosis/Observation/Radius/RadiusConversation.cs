namespace Gatehouse.Diagnosis.Observation.Radius;

/// <summary>RADIUS packets met in a UDP conversation.</summary>
public sealed class RadiusConversation
{
    /// <summary>Most packets kept of one conversation.</summary>
    public const int MostPackets = 256;

    private readonly List<RadiusPacketSeen> _packets = [];

    /// <summary>The packets in order.</summary>
    public IReadOnlyList<RadiusPacketSeen> Packets => _packets;

    internal void Add(RadiusPacketSeen packet)
    {
        if (_packets.Count < MostPackets)
        {
            _packets.Add(packet);
        }
    }
}
