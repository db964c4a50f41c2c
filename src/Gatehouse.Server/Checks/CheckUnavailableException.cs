namespace Gatehouse.Server.Checks;

/// <summary>A check cannot be answered now and should be sent again later; nothing of it was stored.</summary>
/// <param name="message">Why, for the log.</param>
/// <param name="cause">What led to it.</param>
internal sealed class CheckUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
