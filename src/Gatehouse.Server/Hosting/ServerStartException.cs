namespace Gatehouse.Server.Hosting;

/// <summary>The server cannot start; the message is one line that says why and what to do.</summary>
/// <param name="message">Why, and what to do.</param>
/// <param name="inner">What was thrown.</param>
public sealed class ServerStartException(string message, Exception? inner = null) : Exception(message, inner);
