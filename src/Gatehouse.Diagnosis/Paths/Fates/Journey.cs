using Gatehouse.Diagnosis.Paths.Matching;
using Gatehouse.Wire.Tcp;

namespace Gatehouse.Diagnosis.Paths.Fates;

/// <summary>One packet on its way, at all vantage points that saw it.</summary>
internal sealed class Journey
{
    private readonly Sighting?[] _seen;

    /// <summary>Starts a journey.</summary>
    /// <param name="places">Vantage points on the path.</param>
    /// <param name="time">When it was first seen, nanoseconds by the first capture's clock.</param>
    /// <param name="first">The first sighting that is known.</param>
    /// <param name="isToServer">Which way it goes.</param>
    public Journey(int places, long time, in Sighting first, bool isToServer)
    {
        _seen = new Sighting?[places];
        (Key, Kind, Length, Sequence, Identification, Flags, DontFragment) =
            (first.Key, first.Kind, first.Length, first.Sequence, first.Identification, first.Flags, first.DontFragment);
        Time = time;
        IsToServer = isToServer;
    }

    /// <summary>Digest of what it carries; a retransmission has the same.</summary>
    public ulong Key { get; }

    /// <summary>What it is.</summary>
    public SightingKind Kind { get; }

    /// <inheritdoc cref="Sighting.Length"/>
    public int Length { get; }

    /// <inheritdoc cref="Sighting.Sequence"/>
    public uint Sequence { get; }

    /// <inheritdoc cref="Sighting.Identification"/>
    public uint Identification { get; }

    /// <inheritdoc cref="Sighting.Flags"/>
    public TcpFlags Flags { get; }

    /// <inheritdoc cref="Sighting.DontFragment"/>
    public bool DontFragment { get; }

    /// <summary>When it was first seen, nanoseconds by the first capture's clock.</summary>
    public long Time { get; private set; }

    /// <summary>Whether it goes from client to server.</summary>
    public bool IsToServer { get; }

    /// <summary>The sighting at a place of the path; null when it was not seen there.</summary>
    public Sighting? At(int place) => _seen[place];

    /// <summary>Whether it was seen at a place.</summary>
    public bool WasAt(int place) => _seen[place] is not null;

    internal void See(int place, in Sighting sighting, long time)
    {
        _seen[place] = sighting;
        Time = Math.Min(Time, time);
    }
}
