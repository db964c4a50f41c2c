namespace Gatehouse.Tests.Common;

/// <summary>How many damaged inputs a fuzz test tries: few enough for every run, many more with <c>./test --long</c>.</summary>
public static class FuzzRuns
{
    /// <summary>How many times as many inputs a long run tries; 20,000 become a million.</summary>
    public const int LongFactor = 50;

    /// <summary>Whether this is a long run.</summary>
    public static bool AreLong { get; } = Environment.GetEnvironmentVariable("GATEHOUSE_TEST_LONG") == "1";

    /// <summary>The number for this run.</summary>
    /// <param name="count">The number for a short run.</param>
    public static int Count(int count) => AreLong ? count * LongFactor : count;
}
