using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Gatehouse.Admission.Tests.Nodes;

/// <summary>
/// Stands on 127.0.0.1 before two nodes on addresses of their own, same ports: a source of UDP stays at one node until that is taken out, and
/// connections go to one after the other.
/// </summary>
internal sealed class Balancer : IDisposable
{
    private const int Octets = 2_048;
    private readonly CancellationTokenSource _end = new();
    private readonly Socket _udp = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly TcpListener _tcp;
    private readonly int _tcpPort;
    private readonly ConcurrentDictionary<IPEndPoint, (Socket Socket, IPAddress Node)> _flows = [];
    private readonly int _udpPort;
    private volatile IPAddress[] _nodes;
    private int _turn;

    public Balancer(int tcpPort, int udpPort, params IPAddress[] nodes)
    {
        (_tcpPort, _udpPort, _nodes) = (tcpPort, udpPort, nodes);
        _udp.ReceiveBufferSize = 4 << 20;
        _udp.Bind(new IPEndPoint(IPAddress.Loopback, udpPort));
        _tcp = new TcpListener(IPAddress.Loopback, tcpPort);
        _tcp.Start(backlog: 1_024);
        _ = CarryDatagramsAsync();
        _ = AcceptAsync();
    }

    /// <summary>Sends everything to the nodes given from now on.</summary>
    public void Use(params IPAddress[] nodes) => _nodes = nodes;

    public void Dispose()
    {
        _end.Cancel();
        _udp.Dispose();
        _tcp.Stop();
        foreach ((Socket socket, _) in _flows.Values)
        {
            socket.Dispose();
        }
    }

    private async Task CarryDatagramsAsync()
    {
        byte[] datagram = new byte[Octets];
        while (!_end.IsCancellationRequested)
        {
            try
            {
                SocketReceiveFromResult received = await _udp.ReceiveFromAsync(datagram, new IPEndPoint(IPAddress.Any, 0), _end.Token);
                IPEndPoint from = (IPEndPoint)received.RemoteEndPoint;
                IPAddress[] nodes = _nodes;
                IPAddress node = nodes[from.Port % nodes.Length];
                if (!_flows.TryGetValue(from, out (Socket Socket, IPAddress Node) flow) || !flow.Node.Equals(node))
                {
                    flow.Socket?.Dispose();
                    flow = (new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp), node);
                    await flow.Socket.ConnectAsync(node, _udpPort);
                    _flows[from] = flow;
                    _ = CarryBackAsync(flow.Socket, from);
                }

                await flow.Socket.SendAsync(datagram.AsMemory(0, received.ReceivedBytes));
            }
            catch (SocketException)
            {
                // Nobody listens there any more; datagrams are lost.
            }
            catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task CarryBackAsync(Socket flow, IPEndPoint to)
    {
        byte[] datagram = new byte[Octets];
        while (true)
        {
            try
            {
                int length = await flow.ReceiveAsync(datagram, _end.Token);
                await _udp.SendToAsync(datagram.AsMemory(0, length), to);
            }
            catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionRefused)
            {
                // The node is gone; another takes over when the test says so.
            }
            catch (Exception error) when (error is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                _ = CarryAsync(await _tcp.AcceptTcpClientAsync(_end.Token));
            }
            catch (Exception error) when (error is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using TcpClient near = client;
        using TcpClient far = new();
        try
        {
            IPAddress[] nodes = _nodes;
            await far.ConnectAsync(nodes[Interlocked.Increment(ref _turn) % nodes.Length], _tcpPort, _end.Token);
            await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream(), _end.Token), far.GetStream().CopyToAsync(near.GetStream(), _end.Token));
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException)
        {
            // Its client tries again.
        }
    }
}
