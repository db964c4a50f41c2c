using System.Threading.Channels;

namespace Gatehouse.Agent.Running;

/// <summary>Checks that somebody at this machine asked for and waits for.</summary>
internal sealed class OrderQueue
{
    private const int MaxWaiting = 16;

    private readonly Channel<TaskCompletionSource<string>> _orders = Channel.CreateBounded<TaskCompletionSource<string>>(MaxWaiting);

    /// <summary>Asks for a check, and waits for its outcome as one line.</summary>
    public async Task<string> AskAsync(CancellationToken cancellation)
    {
        TaskCompletionSource<string> order = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return _orders.Writer.TryWrite(order)
            ? await order.Task.WaitAsync(cancellation)
            : "the agent is busy with other checks; ask again in a moment";
    }

    /// <summary>Whether somebody waits.</summary>
    public bool HasOrders => _orders.Reader.Count > 0;

    /// <summary>Completes when somebody asks.</summary>
    public async Task WaitAsync(CancellationToken cancellation) => await _orders.Reader.WaitToReadAsync(cancellation);

    /// <summary>Answers everybody who waits.</summary>
    public void AnswerAll(string line)
    {
        while (_orders.Reader.TryRead(out TaskCompletionSource<string>? order))
        {
            order.TrySetResult(line);
        }
    }

    /// <summary>Takes no more.</summary>
    public void Close()
    {
        _orders.Writer.TryComplete();
        AnswerAll("the agent stops");
    }
}
