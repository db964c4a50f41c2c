using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement;
using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Observation.Dns;
using Gatehouse.Diagnosis.Observation.Fragments;
using Gatehouse.Diagnosis.Observation.Icmp;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Udp;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Judgement;

/// <summary>What counts as clean is never judged, so no rule may have anything to say of it.</summary>
public sealed class CleanTests
{
    public static TheoryData<string> Captures() =>
        [.. Directory.EnumerateFiles(Checkout.PathTo("samples"), "*.pcap*").Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Captures))]
    public void No_rule_objects_to_a_clean_conversation(string file)
    {
        SourceContext context = new()
        {
            Source = new SourceObservations { Name = "source" },
            Options = new DiagnosisOptions { Inputs = [] },
        };
        Collector collector = new(context);
        SourceObserver observer = new(context.Source, collector);
        using CaptureReader reader = CaptureFile.Open(Checkout.PathTo("samples", file));
        while (reader.TryRead(out Frame frame))
        {
            observer.Observe(frame);
        }

        observer.End();

        IEnumerable<Finding> ofTcp = collector.Tcp.Where(conversation => TcpLook.IsClean(conversation, context))
            .SelectMany(conversation => RuleSet.Judge(conversation, context));
        IEnumerable<Finding> ofUdp = collector.Udp.Where(UdpLook.IsClean).SelectMany(conversation => RuleSet.Judge(conversation, context));
        Assert.DoesNotContain(ofTcp.Concat(ofUdp), finding => finding.Severity > Severity.Note);
    }

    private sealed class Collector(SourceContext context) : IObservationSink
    {
        public List<TcpConversation> Tcp { get; } = [];

        public List<UdpConversation> Udp { get; } = [];

        public void OnTcp(TcpConversation conversation)
        {
            context.Learn(conversation);
            Tcp.Add(conversation);
        }

        public void OnUdp(UdpConversation conversation)
        {
            context.Learn(conversation);
            Udp.Add(conversation);
        }

        public void OnFragments(FragmentedDatagram datagram) => context.Learn(datagram);

        public void OnIcmp(IcmpError error, bool isAttached) => context.Learn(error);

        public void OnDns(DnsLookup lookup) => context.Learn(lookup);
    }
}
