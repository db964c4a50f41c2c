namespace Gatehouse.Bench.Traffic;

/// <summary>The captures measured: what an office link carries, nothing but handshakes, and mostly bulk.</summary>
internal static class Mix
{
    private const int PageData = 20_000;
    private const int SessionData = 200_000;
    private const int HandshakeData = 900;

    public static IReadOnlyList<Share> Named(string name) => name switch
    {
        "mixed" =>
        [
            new Share(300, 12, StreamScripts.BulkTransfer),
            new Share(300, 60, world => StreamScripts.TlsSession(world, PageData)),
            new Share(150, 40, StreamScripts.HttpExchange),
            new Share(120, 12, DatagramScripts.Quic),
            new Share(50, 20, DatagramScripts.Call),
            new Share(50, 30, DatagramScripts.NameLookup),
            new Share(10, 6, DatagramScripts.Ping),
            new Share(20, 4, DatagramScripts.FragmentedRequest),
        ],
        "bulk" =>
        [
            new Share(750, 24, StreamScripts.BulkTransfer),
            new Share(100, 40, world => StreamScripts.TlsSession(world, SessionData)),
            new Share(50, 20, StreamScripts.HttpExchange),
            new Share(60, 12, DatagramScripts.Quic),
            new Share(25, 20, DatagramScripts.Call),
            new Share(5, 6, DatagramScripts.NameLookup),
            new Share(3, 3, DatagramScripts.Ping),
            new Share(7, 2, DatagramScripts.FragmentedRequest),
        ],
        "handshakes" => [new Share(1000, 200, world => StreamScripts.TlsSession(world, HandshakeData))],
        _ => throw new ArgumentException($"'{name}' is not a kind of capture; 'mixed', 'handshakes' and 'bulk' are.", nameof(name)),
    };
}
