using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Observation.Tcp;

public sealed class SynFloodTests
{
    [Fact]
    public void Stays_under_its_cap_and_reports_what_had_to_leave_early()
    {
        const int Beyond = 1_000;
        RecordingSink sink = new();
        for (int i = 0; i < TcpTracker.Capacity + Beyond; i++)
        {
            string source = $"10.{1 + (i >> 16)}.{(i >> 8) & 255}.{i & 255}";
            sink.At(i * 0.00001, PacketBuilder.Tcp(source, 40_000, "10.0.2.105", 4343, flags: 0x02, sequence: (uint)i));
        }

        Assert.Equal(Beyond, sink.Tcp.Count);
        sink.End();

        Assert.Equal(TcpTracker.Capacity + Beyond, sink.Tcp.Count);
        Assert.Equal(Beyond, sink.Source.EvictedUnderPressure);
    }
}
