namespace Gatehouse.Posture.Files;

/// <summary>Leaves the reader of nodes at the first thing it refuses; never leaves <see cref="NodeReader"/>.</summary>
internal sealed class NodeRefusedException : Exception
{
    public NodeRefusedException()
    {
    }

    public NodeRefusedException(string message)
        : base(message)
    {
    }

    public NodeRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Where and what.</summary>
    public PolicyFileError? Error { get; init; }
}
