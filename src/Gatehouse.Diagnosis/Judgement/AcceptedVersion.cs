using Gatehouse.Capture;

namespace Gatehouse.Diagnosis.Judgement;

/// <summary>A TLS version that a server agreed to.</summary>
public sealed class AcceptedVersion
{
    internal AcceptedVersion(ushort version, long frame, Timestamp time)
    {
        Version = version;
        (FirstFrame, FirstTime) = (frame, time);
        Again(frame, time);
    }

    /// <summary>The version.</summary>
    public ushort Version { get; }

    /// <summary>The first ServerHello with it.</summary>
    public long FirstFrame { get; }

    /// <summary>When that was.</summary>
    public Timestamp FirstTime { get; }

    /// <summary>The last ServerHello with it.</summary>
    public long LastFrame { get; private set; }

    /// <summary>When that was.</summary>
    public Timestamp LastTime { get; private set; }

    /// <summary>How often.</summary>
    public long Count { get; private set; }

    internal void Again(long frame, Timestamp time)
    {
        (LastFrame, LastTime) = (frame, time);
        Count++;
    }
}
