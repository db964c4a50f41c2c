using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Tests.Reports;

/// <summary>Reports of the kinds the engine makes, written by hand.</summary>
internal static class SampleReports
{
    /// <summary>One capture at the client: the server resets a ClientHello of TLS 1.1.</summary>
    public static Report VersionMismatch { get; } = new()
    {
        Verdict = new Verdict(FindingCodes.TlsVersionMismatch, Confidence.Likely,
            "The client offers TLS 1.1 at best and the server 10.0.2.105:4343 resets the connection on seeing that: they have no TLS version in common.", 0, null),
        Findings =
        [
            new Finding
            {
                Code = FindingCodes.TlsVersionMismatch,
                Severity = Severity.Fault,
                Confidence = Confidence.Likely,
                Title = "No TLS version in common with 10.0.2.105:4343",
                Explanation = "The ClientHello names TLS 1.1 as its highest version. The server answers with a RST that acknowledges all of it and "
                    + "sends no alert, as servers do that have switched the version off. The same server accepted TLS 1.1 at 16:28, so it was "
                    + "probably reconfigured since.",
                Conversation = new ConversationName("tcp", "10.0.2.104:50501", "10.0.2.105:4343"),
                Count = 3,
                Facts = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["clientHighest"] = "TLS 1.1",
                    ["refusedBy"] = "reset",
                    ["attempts"] = 3,
                    ["cipherSuites"] = new List<string> { "c014", "c013" },
                },
                Evidence =
                [
                    new Evidence("endpoint", [1204], "tcp.stream == 7 && tls.handshake.type == 1", "ClientHello, TLS 1.1, 7 cipher suites"),
                    new Evidence("endpoint", [1205], "tcp.stream == 7 && tcp.flags.reset == 1", "RST,ACK acknowledging all 137 octets, no alert"),
                    new Evidence("endpoint", [1218, 1219, 1240, 1241], "tcp.flags.reset == 1 && tcp.srcport == 4343", "the same twice more"),
                ],
                Remedies =
                [
                    "Enable TLS 1.2 on the client; on Windows 7 and Server 2008 R2 it is present but switched off (KB3140245 and the Schannel key `TLS 1.2\\Client`).",
                    "If that cannot be done soon, enable TLS 1.1 on the server again.",
                ],
                NextSteps =
                [
                    "Ask the server which versions it accepts, from any machine: `openssl s_client -connect 10.0.2.105:4343 -tls1_1`",
                    "Take the same trace at the server, to be sure that it and not a firewall sent the reset: "
                    + "`tcpdump -ni any -s 0 -w server.pcap 'host 10.0.2.104 and tcp port 4343'`",
                ],
                Explains = [FindingCodes.TcpReset],
            },
            new Finding
            {
                Code = FindingCodes.TlsOldVersion,
                Severity = Severity.Warning,
                Confidence = Confidence.Certain,
                Title = "TLS 1.1 was agreed on at 16:28, the best the client offered",
                Explanation = "The handshake completed.",
                Conversation = new ConversationName("tcp", "10.0.3.50:50420", "10.0.2.105:4343"),
                Evidence = [new Evidence("endpoint", [714, 716], "tcp.stream == 3", "ClientHello and ServerHello")],
            },
            new Finding
            {
                Code = FindingCodes.TcpReset,
                Severity = Severity.Fault,
                Confidence = Confidence.Certain,
                Title = "Connection reset by the server",
                Explanation = "Reset.",
                Conversation = new ConversationName("tcp", "10.0.2.104:50501", "10.0.2.105:4343"),
                Count = 3,
                Evidence = [new Evidence("endpoint", [1205], "tcp.stream == 7", "RST")],
            },
        ],
        Sources =
        [
            new SourceSummary
            {
                Name = "endpoint",
                File = "traces/endpoint.pcapng",
                Kind = "pcapng",
                Frames = 1312,
                From = Timestamp.From(new DateTime(2018, 5, 17, 16, 9, 20, DateTimeKind.Utc)),
                To = Timestamp.From(new DateTime(2018, 5, 17, 16, 44, 2, DateTimeKind.Utc)),
                Problems = ["the interface dropped 12 packets"],
                Notes = ["date taken from the clocks in the TLS randoms"],
            },
        ],
        Path = ["endpoint"],
        Conversations = new ConversationCounts(5, 2, 3),
    };

    /// <summary>Four captures along the path: second fragments vanish before the server.</summary>
    public static Report FragmentsLost { get; } = new()
    {
        Verdict = new Verdict(FindingCodes.IpFragmentsLost, Confidence.Certain,
            "The second IP fragment of every security-check report is dropped between r1-out and server.", 0,
            new Location("r1-out", "server", "to-server", null)),
        Findings =
        [
            new Finding
            {
                Code = FindingCodes.IpFragmentsLost,
                Severity = Severity.Fault,
                Confidence = Confidence.Certain,
                Title = "Second fragments lost on the way to the server",
                Explanation = "The report has 2,656 octets of payload and leaves in two fragments. All four attempts, 5 s apart, pass r1-out whole; "
                    + "the server's vantage point sees the first fragment of each and never the second, so it never gets a whole datagram to answer.",
                Conversation = new ConversationName("udp", "10.0.3.50:51000", "10.0.2.105:9029"),
                Where = new Location("r1-out", "server", "to-server", null),
                Count = 4,
                Facts = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["datagrams"] = 4,
                    ["payloadBytes"] = 2656L,
                    ["fragmentsSent"] = 8,
                    ["fragmentsArrived"] = 4,
                    ["lost"] = "all-but-first",
                    ["shareArrived"] = 0.5,
                    ["dontFragment"] = false,
                },
                Evidence =
                [
                    new Evidence("client", [12, 13, 15, 16, 18, 19, 21, 22], "ip.src == 10.0.3.50 && (ip.flags.mf == 1 || ip.frag_offset > 0)", "both fragments of all four"),
                    new Evidence("server", [9, 10, 12, 13], "ip.src == 10.0.3.50 && (ip.flags.mf == 1 || ip.frag_offset > 0)", "first fragments alone"),
                ],
                Remedies = ["Find the device between r1-out and the server that filters fragments, and let non-first fragments of UDP pass."],
                Explains = [FindingCodes.RequestUnanswered],
            },
            new Finding
            {
                Code = FindingCodes.RequestUnanswered,
                Severity = Severity.Fault,
                Confidence = Confidence.Certain,
                Title = "Request sent four times and never answered",
                Explanation = "Sent at 0, 5, 10 and 15 s.",
                Conversation = new ConversationName("udp", "10.0.3.50:51000", "10.0.2.105:9029"),
                Evidence = [new Evidence("client.log", [41, 58, 75, 92], null, "out-pkt [3]")],
            },
        ],
        Sources =
        [
            new SourceSummary { Name = "client", File = "client.pcap", Kind = "pcap", Frames = 40, From = new Timestamp(1_499_829_260_000_000_000), To = new Timestamp(1_499_829_303_123_456_789) },
            new SourceSummary { Name = "server", File = "server.pcap.gz", Kind = "pcap+gzip", Frames = 31, ClockOffsetSeconds = -2.25, ClockDriftPpm = 1.5 },
            new SourceSummary { Name = "client.log", File = "-", Kind = "client-log", Frames = 120, Notes = ["times taken as UTC+08:00, the best fit with the captures"] },
        ],
        Path = ["client", "r1-in", "r1-out", "server"],
        Conversations = new ConversationCounts(3, 2, 1),
    };

    /// <summary>One capture at the client: several causes look the same from there.</summary>
    public static Report Unanswered { get; } = new()
    {
        Verdict = new Verdict(FindingCodes.RequestUnanswered, Confidence.Certain, "The server does not answer the report, and this capture alone cannot tell why.", 0, null),
        Findings =
        [
            new Finding
            {
                Code = FindingCodes.RequestUnanswered,
                Severity = Severity.Fault,
                Confidence = Confidence.Certain,
                Title = "Report sent four times and never answered",
                Explanation = "Seen from the client, lost fragments and a silent server look the same.",
                Conversation = new ConversationName("udp", "[2001:db8::50]:51000", "[2001:db8::105]:9029"),
                Rivals = [FindingCodes.IpFragmentsLost, FindingCodes.ServerSilent],
                NextSteps = ["Capture at the server while the client repeats the check: `tcpdump -ni any -w server.pcap 'host 2001:db8::50'`"],
            },
            new Finding { Code = FindingCodes.IpFragmentsLost, Severity = Severity.Fault, Confidence = Confidence.Possible, Title = "A fragment may be dropped on the path", Explanation = "Every unanswered request is fragmented, every answered one is not." },
            new Finding { Code = FindingCodes.ServerSilent, Severity = Severity.Fault, Confidence = Confidence.Possible, Title = "The server may not answer", Explanation = "It may have received the report." },
        ],
        Sources = [new SourceSummary { Name = "client", File = "client.pcap", Kind = "pcap", Frames = 40 }],
        Conversations = new ConversationCounts(1, 0, 1),
    };

    /// <summary>Nothing wrong.</summary>
    public static Report Healthy { get; } = new()
    {
        Verdict = new Verdict(FindingCodes.Healthy, Confidence.Certain, "All 3 conversations completed.", null, null),
        Findings = [],
        Sources = [new SourceSummary { Name = "client", File = "client.pcap", Kind = "pcap", Frames = 40 }],
        Conversations = new ConversationCounts(3, 3, 0),
    };

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyDictionary<string, Report> All { get; } = new Dictionary<string, Report>(StringComparer.Ordinal)
    {
        ["version-mismatch"] = VersionMismatch,
        ["fragments-lost"] = FragmentsLost,
        ["unanswered"] = Unanswered,
        ["healthy"] = Healthy,
    };
}
