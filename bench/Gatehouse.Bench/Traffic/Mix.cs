namespace Gatehouse.Bench.Traffic;

/// <summary>The two captures measured: what an office link carries, and nothing but handshakes.</summary>
internal static class Mix
{
    private const int SessionData = 200_000;
    private const int HandshakeData = 900;

    public static IReadOnlyList<Share> Named(string name) => name switch
    {
        "mixed" =>
        [
            new Share(750, 24, Scripts.BulkTransfer),
            new Share(100, 40, world => Scripts.TlsSession(world, SessionData)),
            new Share(50, 20, Scripts.HttpExchange),
            new Share(60, 12, Scripts.Quic),
            new Share(25, 20, Scripts.Call),
            new Share(5, 6, Scripts.NameLookup),
            new Share(3, 3, Scripts.Ping),
            new Share(7, 2, Scripts.FragmentedRequest),
        ],
        "handshakes" => [new Share(1000, 200, world => Scripts.TlsSession(world, HandshakeData))],
        _ => throw new ArgumentException($"'{name}' is not a kind of capture; 'mixed' and 'handshakes' are.", nameof(name)),
    };
}
