namespace Gatehouse.Diagnosis.Observation.Flows;

/// <summary>One queue of a <see cref="FlowTable{TKey, TFlow}"/>.</summary>
/// <param name="IdleLimit">Nanoseconds of packet time after which a silent flow leaves.</param>
/// <param name="Capacity">Most flows that wait in it.</param>
internal readonly record struct FlowQueue(long IdleLimit, int Capacity = int.MaxValue);
