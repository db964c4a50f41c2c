using Gatehouse.Wire.Ead;

namespace Gatehouse.Diagnosis.Logs;

/// <summary>The client's own word on a packet: <c>pushSecRslt(3) returned 4</c>.</summary>
/// <param name="Type">The packet.</param>
/// <param name="Code">The code; 4 was seen after a report nobody answered, other meanings are not published.</param>
/// <param name="Time">Local time.</param>
/// <param name="Line">Line of the text, from 1.</param>
public sealed record PushResult(EadPacketType Type, int Code, DateTime Time, int Line);
