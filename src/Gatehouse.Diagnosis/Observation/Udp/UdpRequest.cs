using Gatehouse.Capture;

namespace Gatehouse.Diagnosis.Observation.Udp;

/// <summary>One datagram from the client, and the identical ones it sent after it.</summary>
public sealed class UdpRequest
{
    /// <summary>Most sendings whose frames and times are kept.</summary>
    public const int MostSendings = 16;

    private readonly List<(long Frame, Timestamp Time)> _sendings = [];

    internal UdpRequest(ulong digest, int payloadLength)
    {
        Digest = digest;
        PayloadLength = payloadLength;
    }

    /// <summary>Octets of UDP payload.</summary>
    public int PayloadLength { get; }

    /// <summary>How often it was sent.</summary>
    public int Count { get; private set; }

    /// <summary>Frame and time of the first sendings; of a fragmented one, the frame that completed it.</summary>
    public IReadOnlyList<(long Frame, Timestamp Time)> Sendings => _sendings;

    /// <summary>Whether it travelled in fragments.</summary>
    public bool IsFragmented { get; internal set; }

    /// <summary>The first datagram from the server after its last sending; 0 when none came.</summary>
    public long AnswerFrame { get; internal set; }

    internal ulong Digest { get; }

    internal void Add(long frame, Timestamp time)
    {
        Count++;
        AnswerFrame = 0;
        if (_sendings.Count < MostSendings)
        {
            _sendings.Add((frame, time));
        }
    }
}
