using Gatehouse.Capture;
using Gatehouse.Diagnosis.Sources;

namespace Gatehouse.Diagnosis.Inspection;

/// <summary>
/// Lists what captures show, one record at a time and without judging. Records come while the capture is being read, so a
/// capture of any length takes the same memory.
/// </summary>
/// <remarks>
/// Records of conversations and datagrams come in the order in which these began, as long as no more than
/// <see cref="StreamOrder{TItem}.MostHeldBack"/> finished ones wait for one that has not ended; beyond it, the oldest of
/// them go first. Records of single packets come in the order of frames. All methods throw
/// <see cref="CaptureException"/> when something the user named cannot be read.
/// </remarks>
public static class InspectionEngine
{
    /// <summary>TLS conversations in the order of their TCP connections; DTLS ones in the order of their UDP conversations.</summary>
    public static IEnumerable<TlsInspection> Tls(InspectionRequest request, CancellationToken cancellation = default) =>
        Run(request, source => new TlsCollector(source), cancellation);

    /// <summary>TCP connections.</summary>
    public static IEnumerable<TcpInspection> Tcp(InspectionRequest request, CancellationToken cancellation = default) =>
        Run(request, source => new TcpCollector(source), cancellation);

    /// <summary>UDP conversations.</summary>
    public static IEnumerable<UdpInspection> Udp(InspectionRequest request, CancellationToken cancellation = default) =>
        Run(request, source => new UdpCollector(source), cancellation);

    /// <summary>Datagrams that travelled in fragments.</summary>
    public static IEnumerable<FragmentsInspection> Fragments(InspectionRequest request, CancellationToken cancellation = default) =>
        Run(request, source => new FragmentsCollector(source), cancellation);

    /// <summary>ICMP errors.</summary>
    public static IEnumerable<IcmpInspection> Icmp(InspectionRequest request, CancellationToken cancellation = default) =>
        Run(request, source => new IcmpCollector(source), cancellation);

    /// <summary>Packets of security checks.</summary>
    public static IEnumerable<EadInspection> Ead(InspectionRequest request, CancellationToken cancellation = default) =>
        Run(request, source => new EadCollector(source), cancellation);

    /// <summary>RADIUS packets.</summary>
    public static IEnumerable<RadiusInspection> Radius(InspectionRequest request, CancellationToken cancellation = default) =>
        Run(request, source => new RadiusCollector(source), cancellation);

    private static IEnumerable<TRecord> Run<TRecord>(
        InspectionRequest request, Func<string, Collector<TRecord>> start, CancellationToken cancellation)
        where TRecord : class
    {
        ArgumentNullException.ThrowIfNull(request);
        SourceNames names = new();
        SameEvidence same = new();
        bool any = false;
        foreach ((EvidenceInput input, bool fromFolder) in EvidenceExpander.Expand(request.Inputs, why => PassOver(request, why)))
        {
            if (same.Before(input.Path) is { } before)
            {
                PassOver(request, SameEvidence.Describe(input.Path, before));
                continue;
            }

            using InspectionSource? source = Open(input, fromFolder, names, request);
            if (source is null)
            {
                continue;
            }

            any = true;
            Collector<TRecord> collector = start(source.Name);
            source.Start(collector);
            bool more;
            do
            {
                more = source.ReadBatch(request.Progress, cancellation);
                if (!more)
                {
                    collector.End();
                }

                while (collector.TryTake(out TRecord? record))
                {
                    yield return record;
                }
            }
            while (more);

            foreach (string problem in source.Problems())
            {
                request.Notice?.Invoke(problem);
            }
        }

        if (!any)
        {
            throw new CaptureException($"nothing in {request.Inputs[0].Path} is a capture or a printed packet list; name a capture");
        }
    }

    private static InspectionSource? Open(EvidenceInput input, bool fromFolder, SourceNames names, InspectionRequest request)
    {
        try
        {
            return InspectionSource.Open(input, names);
        }
        catch (CaptureException error) when (fromFolder)
        {
            PassOver(request, error.Message);
            return null;
        }
    }

    private static void PassOver(InspectionRequest request, string why) => request.Notice?.Invoke($"passed over: {why}");
}
