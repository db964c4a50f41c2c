using System.Globalization;
using Gatehouse.Bench.Output;
using Gatehouse.Bench.Protocols;

namespace Gatehouse.Bench.Traffic;

/// <summary>Who there is: clients and servers, dual-stacked, and the tools their scripts share.</summary>
internal sealed class World
{
    public const int Servers = 400;
    private const int Clients = 20_000;
    private const int FirstPort = 20_000;
    private const int PoolSize = 1 << 16;
    private const int ChancesOfSix = 5;

    private readonly Host[] _clients = Stations(1, Clients, six: false);
    private readonly Host[] _clientsSix = Stations(1, Clients, six: true);
    private readonly Host[] _servers = Stations(2, Servers, six: false);
    private readonly Host[] _serversSix = Stations(2, Servers, six: true);
    private readonly byte[] _pool = new byte[PoolSize];
    private int _conversations;

    public World(FrameWriter writer, ulong seed)
    {
        Writer = writer;
        Random = new Xorshift(seed);
        Tls = new TlsMessages(Random, new ServerCertificates(Servers));
        Random.Fill(_pool);
    }

    public FrameWriter Writer { get; }

    public Xorshift Random { get; }

    public TlsMessages Tls { get; }

    /// <summary>Opaque payload: a window somewhere into a pool of random octets.</summary>
    public ReadOnlySpan<byte> Noise(int length) => _pool.AsSpan(Random.Below((PoolSize - length) / 8) * 8, length);

    /// <summary>A new pair of ends; the client's address and port together are not used again until four hundred million conversations later.</summary>
    public (Side Client, Side Server) Pair(ushort serverPort, out int server, bool onlyFour = false)
    {
        int number = _conversations++;
        server = Random.Below(Servers);
        bool six = !onlyFour && Random.OneIn(ChancesOfSix);
        int client = number % Clients;
        ushort port = (ushort)(FirstPort + number / Clients % Clients);
        return six
            ? (new Side(_clientsSix[client], port), new Side(_serversSix[server], serverPort))
            : (new Side(_clients[client], port), new Side(_servers[server], serverPort));
    }

    public static string ServerName(int host) => string.Create(CultureInfo.InvariantCulture, $"server-{host:D4}.bench.example");

    private static Host[] Stations(byte network, int count, bool six)
    {
        var stations = new Host[count];
        for (int i = 0; i < count; i++)
        {
            stations[i] = new Host(network, i + 1, six);
        }

        return stations;
    }
}
