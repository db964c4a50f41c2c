using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Judgement;

/// <summary>Ready commands for the capture that would settle what this one leaves open.</summary>
internal static class NextCapture
{
    /// <summary>At the server, on Linux, everything with the client. Fragments have no ports, so the filter names hosts only.</summary>
    public static string AtServer(IpAddress client, IpAddress server) =>
        $"At the server {server} (Linux): `tcpdump -ni any -s 0 -w server.pcap host {client}`";

    /// <summary>At the server, on Windows.</summary>
    public static string AtWindowsServer(IpAddress client) =>
        $"At the server (Windows): `netsh trace start capture=yes IPv4.Address={client} maxsize=512 tracefile=C:\\server.etl`"
        + ", reproduce, `netsh trace stop`; or `pktmon start --capture --pkt-size 0`, reproduce, `pktmon stop`";

    /// <summary>At the client, on Linux.</summary>
    public static string AtClient(IpAddress client, IpAddress server) =>
        $"At the client {client} (Linux): `tcpdump -ni any -s 0 -w client.pcap host {server}`";

    /// <summary>At the client, on Windows.</summary>
    public static string AtWindowsClient(IpAddress server) =>
        $"At the client (Windows): `netsh trace start capture=yes IPv4.Address={server} maxsize=512 tracefile=C:\\client.etl`"
        + ", reproduce, `netsh trace stop`; or `pktmon start --capture --pkt-size 0`, reproduce, `pktmon stop`";

    /// <summary>Between the two, device by device.</summary>
    public static string AlongThePath(IpAddress client, IpAddress server) =>
        $"At a mirror port of each device between {client} and {server}, nearest to the client first:"
        + $" `tcpdump -ni IFACE -s 0 -w hop-N.pcap host {client} and host {server}`";

    /// <summary>At both ends at the same time: what one shows and the other does not was lost between them.</summary>
    public static IReadOnlyList<string> AtBothEnds(IpAddress client, IpAddress server) =>
    [
        AtServer(client, server),
        AtWindowsServer(client),
        AtClient(client, server),
        AtWindowsClient(server),
        "Reproduce while both run and give both files to gatehouse diagnose: the client's first, the server's second.",
    ];

    /// <summary>At the server alone, for a capture that was taken at the client.</summary>
    public static IReadOnlyList<string> AtTheServer(IpAddress client, IpAddress server) =>
    [
        AtServer(client, server),
        AtWindowsServer(client),
        "Reproduce while it runs and give it to gatehouse diagnose together with this capture.",
    ];
}
