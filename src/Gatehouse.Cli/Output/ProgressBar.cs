using Gatehouse.Diagnosis;
using Gatehouse.Diagnosis.Reports;
using Spectre.Console;

namespace Gatehouse.Cli.Output;

/// <summary>Shows how far reading has come when it takes more than a moment.</summary>
internal static class ProgressBar
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(100);

    /// <summary>Does the work, and shows a bar once it takes over a second.</summary>
    /// <param name="terminal">Standard error when it is a terminal; null for no bar.</param>
    /// <param name="work">Gets what to tell its progress to.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public static T Run<T>(TextWriter? terminal, Func<IProgress<ReadProgress>?, T> work, CancellationToken cancellation)
    {
        if (terminal is null)
        {
            return work(null);
        }

        LatestProgress latest = new();
        Task<T> task = Task.Run(() => work(latest), CancellationToken.None);
        if (!((IAsyncResult)task).AsyncWaitHandle.WaitOne(Patience))
        {
            Show(terminal, latest, task, cancellation);
        }

        return task.GetAwaiter().GetResult();
    }

    private static void Show(TextWriter terminal, LatestProgress latest, Task task, CancellationToken cancellation)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal) });
        console.Progress().AutoClear(true).AutoRefresh(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new DownloadedColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask bar = context.AddTask("reading");
                while (!task.IsCompleted && !cancellation.IsCancellationRequested)
                {
                    if (latest.Value is { } progress)
                    {
                        bar.Description = Markup.Escape(SafeText.Escape(progress.Source));
                        bar.IsIndeterminate = progress.Length <= 0;
                        bar.MaxValue = Math.Max(progress.Length, 1);
                        bar.Value = progress.Position;
                    }

                    ((IAsyncResult)task).AsyncWaitHandle.WaitOne(Refresh);
                }
            });
    }
}
