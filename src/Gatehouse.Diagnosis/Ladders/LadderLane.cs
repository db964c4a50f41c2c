namespace Gatehouse.Diagnosis.Ladders;

/// <summary>One lane of a ladder.</summary>
/// <param name="Name">The vantage point, or "client" and "server" when there is only one source.</param>
/// <param name="Address">What the conversation's end is called there; null when it says nothing more than the other lanes.</param>
/// <param name="ToServer">Packets of the conversation seen there on their way to the server; null when the lane is no vantage point.</param>
/// <param name="ToClient">The same of the way back.</param>
public sealed record LadderLane(string Name, string? Address, long? ToServer, long? ToClient);
