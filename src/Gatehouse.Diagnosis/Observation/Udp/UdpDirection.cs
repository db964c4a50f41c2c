using Gatehouse.Capture;

namespace Gatehouse.Diagnosis.Observation.Udp;

/// <summary>What one side of a UDP conversation sent.</summary>
public sealed class UdpDirection
{
    /// <summary>Datagrams that were captured whole (by their headers) or in all their fragments.</summary>
    public long Datagrams { get; internal set; }

    /// <summary>Octets of UDP payload.</summary>
    public long PayloadOctets { get; internal set; }

    /// <summary>First datagram; 0 when none.</summary>
    public long FirstFrame { get; internal set; }

    /// <summary>Last datagram.</summary>
    public long LastFrame { get; internal set; }

    /// <summary>Time of the last datagram.</summary>
    public Timestamp LastTime { get; internal set; } = Timestamp.None;

    /// <summary>Largest UDP payload in octets.</summary>
    public int LargestPayload { get; internal set; }

    /// <summary>Datagrams that travelled in fragments and were captured whole.</summary>
    public long Fragmented { get; internal set; }

    /// <summary>Time to live of the first datagram; 0 when not known.</summary>
    public byte Ttl { get; internal set; }
}
