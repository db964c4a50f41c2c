using Gatehouse.Capture;
using Gatehouse.Capture.Text;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement;
using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Observation.Dns;
using Gatehouse.Diagnosis.Observation.Fragments;
using Gatehouse.Diagnosis.Observation.Icmp;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Udp;
using Gatehouse.Tests.Common;
using Gatehouse.Wire.Link;

namespace Gatehouse.Diagnosis.Tests.Judgement;

/// <summary>
/// Reads one capture as the engine does (reader, observer, profiles) and lets rules judge it: a recorded sample, or frames
/// made by the test. Everything observed stays at hand.
/// </summary>
internal sealed class CaseRunner : IObservationSink
{
    private readonly List<TcpConversation> _tcp = [];
    private readonly List<UdpConversation> _udp = [];

    private CaseRunner(string name, DiagnosisOptions? options, bool isSelective = false)
    {
        Context = new SourceContext
        {
            Source = new SourceObservations { Name = name, IsSelective = isSelective },
            Options = options ?? new DiagnosisOptions { Inputs = [] },
        };
    }

    /// <summary>What rules are given beside the conversation.</summary>
    public SourceContext Context { get; }

    /// <summary>TCP connections in order of their first packet.</summary>
    public IReadOnlyList<TcpConversation> Tcp => _tcp;

    /// <summary>UDP conversations in order of their first packet.</summary>
    public IReadOnlyList<UdpConversation> Udp => _udp;

    /// <summary>Reads a file of samples/; the source is named after it, without ending.</summary>
    public static CaseRunner Sample(string file, DiagnosisOptions? options = null)
    {
        using CaptureReader reader = CaptureFile.Open(SamplePath(file));
        return Read(reader, file[..file.IndexOf('.', StringComparison.Ordinal)], options);
    }

    /// <summary>Reads what one IPv4 host sent in an Ethernet capture of samples/.</summary>
    public static CaseRunner OneDirection(string file, string source)
    {
        const int SourceOffset = 14 + 12;
        byte[] address = System.Net.IPAddress.Parse(source).GetAddressBytes();
        List<(double, byte[])> frames = [];
        using CaptureReader reader = CaptureFile.Open(SamplePath(file));
        Timestamp first = Timestamp.None;
        while (reader.TryRead(out Frame frame))
        {
            first = first.IsKnown ? first : frame.Time;
            if (frame.Data.Length >= SourceOffset + address.Length && frame.Data.Slice(SourceOffset, address.Length).SequenceEqual(address))
            {
                frames.Add((Timestamp.Seconds(first, frame.Time), frame.Data.ToArray()));
            }
        }

        return Frames(frames);
    }

    /// <summary>Reads a capture to its end.</summary>
    public static CaseRunner Read(CaptureReader reader, string name, DiagnosisOptions? options = null)
    {
        CaseRunner runner = new(name, options);
        SourceObserver observer = new(runner.Context.Source, runner);
        while (reader.TryRead(out Frame frame))
        {
            observer.Observe(frame);
        }

        runner.End(observer);
        return runner;
    }

    /// <summary>Where a sample lies.</summary>
    public static string SamplePath(string file) => Checkout.PathTo("samples", file);

    /// <summary>Observes Ethernet frames made by a test, named "case", at seconds since 2026-11-21T12:00:00Z.</summary>
    public static CaseRunner Frames(IEnumerable<(double Second, byte[] Octets)> frames, DiagnosisOptions? options = null)
    {
        CaseRunner runner = new("case", options);
        SourceObserver observer = new(runner.Context.Source, runner);
        long start = Timestamp.From(new DateTime(2026, 11, 21, 12, 0, 0, DateTimeKind.Utc)).Nanoseconds;
        long number = 0;
        foreach ((double second, byte[] octets) in frames)
        {
            observer.Observe(new Frame
            {
                Number = ++number,
                Time = new Timestamp(start + (long)(second * Timestamp.PerSecond)),
                Link = LinkType.Ethernet,
                OriginalLength = octets.Length,
                Data = octets,
            });
        }

        runner.End(observer);
        return runner;
    }

    /// <summary>Observes printed frames, chosen by somebody, in a source named "text".</summary>
    public static CaseRunner Text(params IReadOnlyList<TextFrame> frames)
    {
        CaseRunner runner = new("text", null, isSelective: true);
        SourceObserver observer = new(runner.Context.Source, runner);
        foreach (TextFrame frame in frames)
        {
            observer.Observe(frame);
        }

        runner.End(observer);
        return runner;
    }

    /// <summary>Judges every connection; the first rule of the list that has something to say wins, as in the engine.</summary>
    public IReadOnlyList<Finding> First(IReadOnlyList<ITcpRule> rules) =>
        [.. _tcp.SelectMany(conversation => FirstOf(rules.Select(rule => rule.Judge(conversation, Context))))];

    /// <inheritdoc cref="First(IReadOnlyList{ITcpRule})"/>
    public IReadOnlyList<Finding> First(IReadOnlyList<IUdpRule> rules) =>
        [.. _udp.SelectMany(conversation => FirstOf(rules.Select(rule => rule.Judge(conversation, Context))))];

    /// <summary>Judges every connection by every rule.</summary>
    public IReadOnlyList<Finding> All(IReadOnlyList<ITcpRule> rules) =>
        [.. _tcp.SelectMany(conversation => rules.SelectMany(rule => rule.Judge(conversation, Context)))];

    /// <inheritdoc cref="All(IReadOnlyList{ITcpRule})"/>
    public IReadOnlyList<Finding> All(IReadOnlyList<IUdpRule> rules) =>
        [.. _udp.SelectMany(conversation => rules.SelectMany(rule => rule.Judge(conversation, Context)))];

    /// <summary>Judges the source as a whole.</summary>
    public IReadOnlyList<Finding> All(IReadOnlyList<ISourceRule> rules) => [.. rules.SelectMany(rule => rule.Judge(Context))];

    public void OnTcp(TcpConversation conversation)
    {
        _tcp.Add(conversation);
        Context.Learn(conversation);
    }

    public void OnUdp(UdpConversation conversation)
    {
        _udp.Add(conversation);
        Context.Learn(conversation);
    }

    public void OnFragments(FragmentedDatagram datagram) => Context.Learn(datagram);

    public void OnIcmp(IcmpError error, bool isAttached) => Context.Learn(error);

    public void OnDns(DnsLookup lookup) => Context.Learn(lookup);

    private static IReadOnlyList<Finding> FirstOf(IEnumerable<IEnumerable<Finding>> judgements) =>
        judgements.Select(judgement => (IReadOnlyList<Finding>)[.. judgement]).FirstOrDefault(findings => findings.Count > 0) ?? [];

    /// <summary>Conversations end in any order; tests want them as Wireshark numbers them.</summary>
    private void End(SourceObserver observer)
    {
        observer.End();
        _tcp.Sort((one, other) => one.FirstFrame.CompareTo(other.FirstFrame));
        _udp.Sort((one, other) => one.FirstFrame.CompareTo(other.FirstFrame));
        Context.KeptTcp = [.. _tcp];
        Context.KeptUdp = [.. _udp];
    }
}
