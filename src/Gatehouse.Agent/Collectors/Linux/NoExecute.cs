using Gatehouse.Agent.Collectors.Endpoints;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Collectors.Linux;

/// <summary>Data execution prevention: the processor's flag nx on x86; processors of 64-bit Arm always have it.</summary>
internal sealed class NoExecute : ICollector
{
    public IReadOnlyList<CheckItem> Items { get; } = [CheckItem.DataExecutionPrevention];

    public Task<PostureReport> CollectAsync(EndpointView endpoint, CollectionPlan plan, CancellationToken cancellation)
    {
        FileText processor = endpoint.Files.Read("/proc/cpuinfo");
        string? flags = processor.Lines.FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal));
        bool isArm64 = processor.Lines.Any(line => line.StartsWith("CPU architecture: 8", StringComparison.Ordinal));
        bool switchedOff = endpoint.Files.Read("/proc/cmdline").Text.Split(' ', '\n').Any(word => word is "noexec=off" or "nx=off");
        return Task.FromResult((flags, isArm64) switch
        {
            (null, false) => CollectorReports.Unknown(CheckItem.DataExecutionPrevention, "/proc/cpuinfo does not say what the processor can"),
            _ when switchedOff => CollectorReports.Found(CheckItem.DataExecutionPrevention, "switched off at boot"),
            (not null, _) when !flags.Split(' ').Contains("nx") => CollectorReports.Found(CheckItem.DataExecutionPrevention, "processor without nx"),
            _ => CollectorReports.Found(CheckItem.DataExecutionPrevention),
        });
    }
}
