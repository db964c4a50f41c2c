namespace Gatehouse.Protocol.Tests.Simulation;

/// <summary>What a link does to datagrams, each way; shares from 0 to 1.</summary>
internal sealed record LinkFaults
{
    public static readonly LinkFaults None = new();

    /// <summary>Worse than any network that is still of use.</summary>
    public static readonly LinkFaults Bad = new()
    {
        Loss = 0.3,
        Duplication = 0.1,
        Corruption = 0.05,
        Jitter = TimeSpan.FromMilliseconds(60),
    };

    public double Loss { get; init; }

    public double Duplication { get; init; }

    public double Corruption { get; init; }

    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Added to the delay at random, which puts datagrams out of order.</summary>
    public TimeSpan Jitter { get; init; }
}
