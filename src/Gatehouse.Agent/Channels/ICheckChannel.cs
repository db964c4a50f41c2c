using Gatehouse.Wire.Ead.Sealed;

namespace Gatehouse.Agent.Channels;

/// <summary>One way on which a security check travels. A message is given up only when its time is up, never after a number of tries.</summary>
internal interface ICheckChannel
{
    /// <summary>"udp" or "https".</summary>
    string Name { get; }

    /// <summary>Sends a message of a check and waits for the message that answers it.</summary>
    /// <param name="exchangeId">The check.</param>
    /// <param name="message">The client's message: request or report.</param>
    /// <param name="body">Its document.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The document of the answer: policy or verdict.</returns>
    Task<ChannelResult<string>> SendAsync(Guid exchangeId, CheckMessage message, string body, CancellationToken cancellation);

    /// <summary>Says that the agent is still here.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What the server has to say, most often nothing.</returns>
    Task<ChannelResult<ServerPush>> HeartbeatAsync(CancellationToken cancellation);

    /// <summary>Says that the agent stops; nobody waits for an answer.</summary>
    Task GoodbyeAsync();
}
