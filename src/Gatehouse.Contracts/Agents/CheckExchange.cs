namespace Gatehouse.Contracts.Agents;

/// <summary>One message of a security check over HTTPS, where UDP does not pass. The same exchange may begin on one channel and end on the other.</summary>
/// <param name="ExchangeId">16 random octets of the agent, the same for packets 1 to 4 of one check.</param>
/// <param name="Type">Number of the packet, as over UDP.</param>
/// <param name="Body">The document, in UTF-8.</param>
/// <param name="RetryAfterSeconds">In an answer without a body: when to send the same again.</param>
public sealed record CheckExchange(Guid ExchangeId, int Type, string Body, int RetryAfterSeconds = 0);
