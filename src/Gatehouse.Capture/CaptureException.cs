namespace Gatehouse.Capture;

/// <summary>The evidence could not be opened at all; the message is one line for the user and says what to do.</summary>
/// <param name="message">What happened and what to do, one line.</param>
/// <param name="inner">The cause, if another exception was.</param>
public sealed class CaptureException(string message, Exception? inner = null) : Exception(message, inner);
