namespace Gatehouse.Agent;

/// <summary>Something the user or the administrator can put right; the message is one line that says what happened and what to do.</summary>
public sealed class AgentException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What happened and what to do.</param>
    public AgentException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with the cause.</summary>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="cause">What led to it.</param>
    public AgentException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
