using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Judgement;

/// <summary>
/// One TCP connection told step by step; sequence and acknowledgment numbers follow. Each step takes a millisecond unless
/// <see cref="Wait"/> says more.
/// </summary>
internal sealed class ScriptedConnection
{
    private const byte Fin = 0x01;
    private const byte Syn = 0x02;
    private const byte Rst = 0x04;
    private const byte Psh = 0x08;
    private const byte Ack = 0x10;

    private readonly List<(double Second, byte[] Octets)> _frames = [];
    private readonly string _client;
    private readonly string _server;
    private readonly int _clientPort;
    private readonly int _serverPort;
    private uint _fromClient = 1_000;
    private uint _fromServer = 5_000;
    private double _now;

    /// <summary>Opens a connection with SYN, SYN-ACK and ACK.</summary>
    public ScriptedConnection(double start = 0, int clientPort = 50_000, int serverPort = 4343, string client = "10.0.3.50", string server = "10.0.2.105")
    {
        (_client, _server, _clientPort, _serverPort, _now) = (client, server, clientPort, serverPort, start);
        AddClient(Syn, []);
        _fromClient++;
        AddServer(Syn | Ack, []);
        _fromServer++;
        AddClient(Ack, []);
    }

    /// <summary>Time to live of what the server sends from here on.</summary>
    public byte ServerTtl { get; set; } = 64;

    /// <summary>The frames so far.</summary>
    public IReadOnlyList<(double Second, byte[] Octets)> Frames => _frames;

    /// <summary>Lets seconds pass.</summary>
    public ScriptedConnection Wait(double seconds)
    {
        _now += seconds;
        return this;
    }

    /// <summary>The client sends records or text, and the server acknowledges them.</summary>
    public ScriptedConnection Client(params byte[][] pieces)
    {
        byte[] payload = [.. pieces.SelectMany(piece => piece)];
        AddClient(Psh | Ack, payload);
        _fromClient += (uint)payload.Length;
        AddServer(Ack, []);
        return this;
    }

    /// <summary>The server sends records or text, and the client acknowledges them.</summary>
    public ScriptedConnection Server(params byte[][] pieces)
    {
        byte[] payload = [.. pieces.SelectMany(piece => piece)];
        AddServer(Psh | Ack, payload);
        _fromServer += (uint)payload.Length;
        AddClient(Ack, []);
        return this;
    }

    public ScriptedConnection ClientFin()
    {
        AddClient(Fin | Ack, []);
        _fromClient++;
        return this;
    }

    public ScriptedConnection ServerFin()
    {
        AddServer(Fin | Ack, []);
        _fromServer++;
        return this;
    }

    public ScriptedConnection ClientReset()
    {
        AddClient(Rst | Ack, []);
        return this;
    }

    public ScriptedConnection ServerReset()
    {
        AddServer(Rst | Ack, []);
        return this;
    }

    private void AddClient(int flags, byte[] payload) =>
        Add(PacketBuilder.Tcp(_client, _clientPort, _server, _serverPort, (byte)flags, _fromClient, (flags & Ack) != 0 ? _fromServer : 0, payload));

    private void AddServer(int flags, byte[] payload) =>
        Add(PacketBuilder.Tcp(_server, _serverPort, _client, _clientPort, (byte)flags, _fromServer, _fromClient, payload, ttl: ServerTtl));

    private void Add(byte[] packet)
    {
        _frames.Add((_now, PacketBuilder.Ethernet(packet)));
        _now += 0.001;
    }
}
