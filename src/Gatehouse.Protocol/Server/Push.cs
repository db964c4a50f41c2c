using Gatehouse.Wire.Ead.Sealed;

namespace Gatehouse.Protocol.Server;

/// <summary>A message that the server began, repeated until it is acknowledged or its deadline passes.</summary>
internal sealed class Push(Guid id, Session session, CheckMessage message, ReadOnlyMemory<byte> body, TimeSpan deadline)
{
    /// <summary>Told apart by the client, which acts on each once.</summary>
    public Guid Id => id;

    /// <summary>Whom it is for.</summary>
    public Session Session => session;

    /// <summary>What it says.</summary>
    public CheckMessage Message => message;

    /// <summary>Its body.</summary>
    public ReadOnlyMemory<byte> Body => body;

    /// <summary>When to give up.</summary>
    public TimeSpan Deadline => deadline;

    /// <summary>The wait before the next try.</summary>
    public TimeSpan Wait { get; set; }

    /// <summary>Whether it is acknowledged or given up.</summary>
    public bool IsOver { get; set; }
}
