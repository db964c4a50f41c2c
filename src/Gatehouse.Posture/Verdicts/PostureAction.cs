namespace Gatehouse.Posture.Verdicts;

/// <summary>What follows from an item that is not as required; the most severe of all items wins.</summary>
public enum PostureAction
{
    /// <summary>Log only.</summary>
    Monitor = 0,

    /// <summary>Tell the user, and log.</summary>
    Remind = 1,

    /// <summary>Restrict to the repair servers, tell the user, and log.</summary>
    Isolate = 2,

    /// <summary>Log the endpoint off, tell the user, and log.</summary>
    Offline = 3,
}
