namespace Gatehouse.Diagnosis.Observation.Flows;

/// <summary>Something a <see cref="FlowTable{TKey, TFlow}"/> holds: a link of its queue, oldest first.</summary>
/// <typeparam name="TFlow">The concrete kind.</typeparam>
public abstract class Flow<TFlow>
    where TFlow : Flow<TFlow>
{
    /// <summary>Packet time of the last packet (<see cref="PacketClock.Now"/>).</summary>
    public long LastActive { get; internal set; }

    internal TFlow? Older { get; set; }

    internal TFlow? Younger { get; set; }

    /// <summary>Which of the table's queues it waits in: they differ in how long a silent flow is kept.</summary>
    internal int Queue { get; set; }

    /// <summary>Hash of its key.</summary>
    internal int Hash { get; set; }
}
