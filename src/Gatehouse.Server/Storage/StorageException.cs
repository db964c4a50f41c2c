namespace Gatehouse.Server.Storage;

/// <summary>The database cannot be used as it is; the message is one line that says what is wrong and what to do.</summary>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="inner">What the database said.</param>
internal sealed class StorageException(string message, Exception? inner = null) : Exception(message, inner);
