using Gatehouse.Diagnosis.Observation.Flows;

namespace Gatehouse.Diagnosis.Tests.Observation.Flows;

internal sealed class TestFlow(int key) : Flow<TestFlow>
{
    public int Key { get; } = key;
}
