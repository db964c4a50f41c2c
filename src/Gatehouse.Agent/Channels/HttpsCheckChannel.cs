using Gatehouse.Contracts.Agents;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Wire.Ead.Sealed;

namespace Gatehouse.Agent.Channels;

/// <summary>The security check over the management channel, where UDP does not pass.</summary>
/// <param name="management">The management channel.</param>
/// <param name="clock">Measures the time that is left.</param>
internal sealed class HttpsCheckChannel(ManagementChannel management, TimeProvider clock) : ICheckChannel
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public string Name => "https";

    /// <inheritdoc/>
    public async Task<ChannelResult<string>> SendAsync(Guid exchangeId, CheckMessage message, string body, CancellationToken cancellation)
    {
        long start = clock.GetTimestamp();
        while (true)
        {
            ChannelResult<CheckExchange> result = await management.ExchangeAsync(new CheckExchange(exchangeId, (int)message, body), cancellation);
            int wait = result.Value?.RetryAfterSeconds ?? result.Failure!.RetryAfterSeconds;
            if (wait == 0)
            {
                return result.Succeeded ? new(result.Value.Body, null) : new(null, result.Failure);
            }

            TimeSpan pause = TimeSpan.FromSeconds(wait) < LongestWait ? TimeSpan.FromSeconds(wait) : LongestWait;
            if (clock.GetElapsedTime(start) + pause > TimeLimit)
            {
                return new(null, result.Failure ?? new ChannelFailure(FindingCodes.RequestUnanswered, "the server is too busy to answer", "the agent tries again by itself"));
            }

            await Task.Delay(pause, clock, cancellation);
        }
    }

    /// <inheritdoc/>
    public async Task<ChannelResult<ServerPush>> HeartbeatAsync(CancellationToken cancellation)
    {
        ChannelResult<CheckExchange> result =
            await management.ExchangeAsync(new CheckExchange(Guid.Empty, (int)CheckMessage.Heartbeat, string.Empty), cancellation);
        return result.Succeeded ? new(new ServerPush((CheckMessage)result.Value.Type, result.Value.Body), null) : new(null, result.Failure);
    }

    /// <inheritdoc/>
    public async Task GoodbyeAsync() =>
        await management.ExchangeAsync(new CheckExchange(Guid.Empty, (int)CheckMessage.Goodbye, string.Empty), CancellationToken.None);
}
