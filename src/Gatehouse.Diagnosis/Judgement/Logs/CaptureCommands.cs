using Gatehouse.Diagnosis.Logs;

namespace Gatehouse.Diagnosis.Judgement.Logs;

/// <summary>Ready commands that settle what a client log leaves open.</summary>
internal static class CaptureCommands
{
    private const string GoOn = "Keep capturing for 60 s after the failure: a receiver that lacks fragments reports it only then.";

    /// <summary>Captures at both ends and between them, and how to read them, for a report that left in fragments.</summary>
    public static IReadOnlyList<string> ForFragments(SecurityExchange exchange, int payloadBytes)
    {
        string server = ServerName(exchange);
        return
        [
            .. AtBothEnds(exchange),
            "Give each capture to `gatehouse diagnose`, then look up one identification in both with the Wireshark filter `ip.id == 0x…`: "
                + "two fragments at the endpoint and one at the server prove that the path loses fragments.",
            "When they are lost: capture at a mirror port of each device between the two, from the endpoint onwards, with the same "
                + "filter; the "
                + "device after the last capture that still shows both fragments is the one that drops them.",
            $"Meanwhile, without any capture: `ping -n 4 -l {payloadBytes} {server}` (Linux: `ping -c 4 -M dont -s {payloadBytes} "
                + $"{server}`) sends "
                + $"fragments of about the same size, `ping -n 4 -l 1400 {server}` sends none. If only the small one is answered, "
                + "fragments are lost on the way there or back."
                + " This needs a server and a path that answer pings at all.",
        ];
    }

    /// <summary>Captures at both ends, for a packet that fits one datagram.</summary>
    public static IReadOnlyList<string> ForSilence(SecurityExchange exchange) =>
    [
        .. AtBothEnds(exchange),
        "Give each capture to `gatehouse diagnose`. The request at the server without a reply there: the server is silent; no request "
            + "there: it "
            + "was lost on the way; a reply there that the endpoint never gets: the reply was lost.",
        $"Ping the policy server throughout the check (`ping -t {ServerName(exchange)}`) to see whether the path itself fails.",
    ];

    private static IEnumerable<string> AtBothEnds(SecurityExchange exchange)
    {
        string server = ServerName(exchange);
        yield return $"On the endpoint, during a failing sign-in: Windows 10 and later `pktmon filter add Gatehouse -i {server}`, "
            + "`pktmon start --capture --pkt-size 0 --file-name client.etl`, sign in, `pktmon stop`; any Windows "
            + $"`netsh trace start capture=yes IPv4.Address={server} maxsize=2048 tracefile=C:\\client.etl`, sign in, `netsh trace stop`; "
            + $"Linux and macOS `tcpdump -n -s 0 -w client.pcap 'host {server}'`. {GoOn}";
        yield return "On the policy server, at the same time, with the endpoint's address in place of ENDPOINT: "
            + $"`tcpdump -n -i any -s 0 -w server.pcap 'host ENDPOINT'`. {GoOn} Filter by host, never by port: later fragments "
            + "and the receiver's ICMP messages about missing ones carry no UDP port.";
    }

    private static string ServerName(SecurityExchange exchange) =>
        ExchangeFacts.ServerAddress(exchange) is { } address ? address.ToString() : "POLICY-SERVER";
}
