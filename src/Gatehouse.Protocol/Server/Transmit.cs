using Gatehouse.Wire.Ead.Sealed;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Protocol.Server;

/// <summary>A datagram that waits to be written; what it needs stays where it is until then.</summary>
/// <param name="Message">What it says.</param>
/// <param name="Session">Whose keys seal it.</param>
/// <param name="To">Where it goes.</param>
/// <param name="Answers">Packet number it answers; 0 for what the server begins.</param>
internal readonly record struct Transmit(CheckMessage Message, Session Session, IpEndpoint To, ulong Answers)
{
    /// <summary>The exchange of a segment or acknowledgement.</summary>
    public Exchange? Exchange { get; init; }

    /// <summary>The message of the client that an acknowledgement or "come back" is about.</summary>
    public CheckMessage About { get; init; }

    /// <summary>Index of a segment, or the seconds of "come back".</summary>
    public int Number { get; init; }

    /// <summary>Whether a segment is to ask for what is still missing.</summary>
    public bool AnswerWanted { get; init; }

    /// <summary>What the server begins.</summary>
    public Push? Push { get; init; }

    /// <summary>Body of an answer to a heartbeat.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }
}
