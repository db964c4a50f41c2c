using Gatehouse.Diagnosis.Sources;

namespace Gatehouse.Diagnosis.Tests.Sources;

public sealed class SideBySideTests
{
    [Fact]
    public void Does_each_once_and_keeps_failures_apart()
    {
        int[] done = new int[9];
        Exception?[] failures = SideBySide.Run(
            [.. Enumerable.Range(0, done.Length).Select(number => (long)number)],
            number =>
            {
                Interlocked.Increment(ref done[number]);
                if (number == 4)
                {
                    throw new InvalidOperationException("four");
                }
            },
            TestContext.Current.CancellationToken);

        Assert.All(done, times => Assert.Equal(1, times));
        Assert.Equal("four", Assert.IsType<InvalidOperationException>(failures[4]).Message);
        Assert.Equal(1, failures.Count(failure => failure is not null));
    }

    [Fact]
    public void Begins_with_the_heaviest()
    {
        int first = -1;
        SideBySide.RunAll([1, 50, 60, 70, 80, 90], number => Interlocked.CompareExchange(ref first, number, -1), TestContext.Current.CancellationToken);

        // As many as run at a time may begin together, which the lightest is never among.
        Assert.NotEqual(0, first);
    }

    [Fact]
    public void Throws_the_first_failure_by_number()
    {
        Exception thrown = Assert.Throws<InvalidOperationException>(() => SideBySide.RunAll(
            [1, 2, 3], number => throw new InvalidOperationException($"{number}"), TestContext.Current.CancellationToken));
        Assert.Equal("0", thrown.Message);
    }

    [Fact]
    public void Begins_nothing_more_once_it_is_cancelled()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => SideBySide.RunAll([1, 2], _ => Assert.Fail("begun"), source.Token));
    }

    [Fact]
    public void Makes_one_progress_of_several()
    {
        List<ReadProgress> told = [];
        JointProgress joint = new(new Listener(told.Add), 2, 100);
        IProgress<ReadProgress> one = joint.Of();
        IProgress<ReadProgress> other = joint.Of();
        one.Report(new ReadProgress("a", 10, 40));
        other.Report(new ReadProgress("b", 20, 60));
        one.Report(new ReadProgress("a", 30, 40));

        Assert.Equal([10, 30, 50], told.Select(progress => progress.Position));
        Assert.All(told, progress => Assert.Equal(("2 captures", 100L), (progress.Source, progress.Length)));
    }

    private sealed class Listener(Action<ReadProgress> take) : IProgress<ReadProgress>
    {
        public void Report(ReadProgress value) => take(value);
    }
}
