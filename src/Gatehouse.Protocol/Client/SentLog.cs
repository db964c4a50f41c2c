namespace Gatehouse.Protocol.Client;

/// <summary>When the latest packets were sent: tells whether an answer may be believed, and how long the round trip took.</summary>
internal sealed class SentLog
{
    /// <summary>Packets remembered: several flights.</summary>
    public const int Size = 256;

    private readonly TimeSpan[] _times = new TimeSpan[Size];
    private ulong _first = 1;

    /// <summary>Number of the latest packet; 0 before the first.</summary>
    public ulong Last { get; private set; }

    /// <summary>A packet is sent.</summary>
    /// <returns>Its number.</returns>
    public ulong Add(TimeSpan now)
    {
        Last++;
        _times[Last % Size] = now;
        return Last;
    }

    /// <summary>Nothing sent so far may be answered any more, because it was on another session.</summary>
    public void Forget() => _first = Last + 1;

    /// <summary>Finds a packet that may still be answered.</summary>
    public bool TryFind(TimeSpan now, ulong number, out TimeSpan sentAt)
    {
        sentAt = _times[number % Size];
        return number >= _first && number <= Last && Last - number < Size && now - sentAt <= ProtocolLimits.AnswersFor;
    }
}
