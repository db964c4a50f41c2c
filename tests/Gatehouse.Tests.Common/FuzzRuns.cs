namespace Gatehouse.Tests.Common;

/// <summary>How many damaged inputs a fuzz test tries: few enough for every run, about a million a format with <c>./test --long</c>.</summary>
public static class FuzzRuns
{
    /// <summary>How many times as many inputs a long run tries; 20,000 become a million.</summary>
    public const int LongFactor = 50;

    /// <summary>How many inputs a long run tries of a format whose short run has to make do with fewer than 20,000.</summary>
    public const int LongCount = 1_000_000;

    /// <summary>Whether this is a long run.</summary>
    public static bool AreLong { get; } = Environment.GetEnvironmentVariable("GATEHOUSE_TEST_LONG") == "1";

    /// <summary>The number for this run.</summary>
    /// <param name="count">The number for a short run.</param>
    public static int Count(int count) => AreLong ? count * LongFactor : count;

    /// <summary>The number for this run.</summary>
    /// <param name="count">The number for a short run.</param>
    /// <param name="longCount">The number for a long run.</param>
    public static int Count(int count, int longCount) => AreLong ? longCount : count;
}
