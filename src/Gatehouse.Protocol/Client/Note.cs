using Gatehouse.Protocol.Timing;
using Gatehouse.Wire.Ead.Sealed;

namespace Gatehouse.Protocol.Client;

/// <summary>A message of one datagram, outside of any exchange: a heartbeat or a goodbye.</summary>
internal sealed class Note(CheckMessage message, byte[] body, Retransmission timer)
{
    /// <summary>What it is.</summary>
    public CheckMessage Message => message;

    /// <summary>Its body.</summary>
    public byte[] Body => body;

    /// <summary>When it is sent again.</summary>
    public Retransmission Timer => timer;

    /// <summary>Whether it is to be sent now.</summary>
    public bool IsPending { get; set; }
}
