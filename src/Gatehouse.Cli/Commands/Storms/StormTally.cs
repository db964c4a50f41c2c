namespace Gatehouse.Cli.Commands.Storms;

/// <summary>What is counted while a storm blows; from all threads.</summary>
internal sealed class StormTally
{
    private long _enrolled;
    private long _signIns;
    private long _failedSignIns;
    private long _checks;
    private long _heartbeats;
    private long _lost;
    private long _wrong;
    private long _retransmissions;
    private long _comeBacks;
    private long _sent;
    private long _received;
    private long _dropped;

    /// <summary>Endpoints that have an identity.</summary>
    public long Enrolled => Interlocked.Read(ref _enrolled);

    /// <summary>Sessions opened.</summary>
    public long SignIns => Interlocked.Read(ref _signIns);

    /// <summary>Tries to open a session that failed and were tried again.</summary>
    public long FailedSignIns => Interlocked.Read(ref _failedSignIns);

    /// <summary>Checks that ended with a verdict.</summary>
    public long Checks => Interlocked.Read(ref _checks);

    /// <summary>Heartbeats answered.</summary>
    public long Heartbeats => Interlocked.Read(ref _heartbeats);

    /// <summary>Enrolments, sign-ins, checks and heartbeats without an answer in time.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Verdicts that are not what they must be.</summary>
    public long Wrong => Interlocked.Read(ref _wrong);

    /// <summary>Messages sent again.</summary>
    public long Retransmissions => Interlocked.Read(ref _retransmissions);

    /// <summary>Times the server asked to come back later.</summary>
    public long ComeBacks => Interlocked.Read(ref _comeBacks);

    /// <summary>Datagrams given to the system.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Datagrams that came.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>Datagrams the storm itself lost on purpose.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>An endpoint has its identity.</summary>
    public void Enrol() => Interlocked.Increment(ref _enrolled);

    /// <summary>A session was opened.</summary>
    public void SignIn() => Interlocked.Increment(ref _signIns);

    /// <summary>A session could not be opened yet.</summary>
    public void FailSignIn() => Interlocked.Increment(ref _failedSignIns);

    /// <summary>A check ended with a verdict.</summary>
    /// <param name="isRight">Whether it is what it must be.</param>
    public void Check(bool isRight)
    {
        Interlocked.Increment(ref _checks);
        if (!isRight)
        {
            Interlocked.Increment(ref _wrong);
        }
    }

    /// <summary>A heartbeat was answered.</summary>
    public void Heartbeat() => Interlocked.Increment(ref _heartbeats);

    /// <summary>Something was never answered.</summary>
    public void Lose() => Interlocked.Increment(ref _lost);

    /// <summary>A message goes out again.</summary>
    public void Retransmit() => Interlocked.Increment(ref _retransmissions);

    /// <summary>The server is busy.</summary>
    public void ComeBack() => Interlocked.Increment(ref _comeBacks);

    /// <summary>A datagram went out.</summary>
    public void Send() => Interlocked.Increment(ref _sent);

    /// <summary>A datagram came.</summary>
    public void Receive() => Interlocked.Increment(ref _received);

    /// <summary>A datagram was lost on purpose.</summary>
    public void Drop() => Interlocked.Increment(ref _dropped);
}
