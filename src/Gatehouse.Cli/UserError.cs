namespace Gatehouse.Cli;

/// <summary>Something the user can put right; the message is one line that says how.</summary>
/// <param name="message">What is wrong and what to do.</param>
internal sealed class UserError(string message) : Exception(message);
