using Gatehouse.Protocol.Tests.Simulation;
using Gatehouse.Tests.Common;

namespace Gatehouse.Protocol.Tests;

/// <summary>Both machines against each other over a bad link, doing whatever they may.</summary>
public sealed class RandomLifeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void No_history_brings_a_wrong_verdict_a_number_used_twice_or_an_end_before_the_deadline(int seed)
    {
        int steps = FuzzRuns.Count(10_000, 1_000_000);
        RandomLife life = new(seed);
        for (int step = 0; step < steps; step++)
        {
            life.Step();
        }

        life.MustEnd();
        Assert.True(life.Verdicts > steps / 100, $"{life.Verdicts} verdicts and {life.GivenUp} given up in {steps} steps are no life");
        Assert.True(life.Sessions > 2);
    }
}
