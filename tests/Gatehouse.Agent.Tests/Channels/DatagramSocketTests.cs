using System.Net;
using System.Net.Sockets;
using Gatehouse.Agent.Channels;

namespace Gatehouse.Agent.Tests.Channels;

public sealed class DatagramSocketTests
{
    private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task A_socket_that_cannot_be_connected_is_closed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "counts the open files of this process in /proc");
        const int Times = 512;
        int before = OpenFiles();

        for (int i = 0; i < Times; i++)
        {
            // Broadcasting has to be asked for, and nobody did.
            await Assert.ThrowsAsync<SocketException>(() => DatagramSocket.ConnectAsync(new ServerAddress("255.255.255.255", 9), 9, mayFragment: false, CancellationToken.None));
        }

        // Other tests open files at the same time, but not as many.
        Assert.True(OpenFiles() - before < Times / 2, $"{OpenFiles() - before} files more are open than before");
    }

    [Fact]
    public async Task Nothing_comes_of_a_wait_that_is_over_cancelled_or_without_a_socket()
    {
        using Socket silent = Bound();
        using Socket socket = await ConnectedAsync(silent);
        byte[] buffer = new byte[16];
        Assert.Equal((0, SocketError.Success), await DatagramSocket.ReceiveAsync(socket, buffer, Instant, CancellationToken.None));
        Assert.Equal((0, SocketError.Success), await DatagramSocket.ReceiveAsync(socket, buffer, -Instant, CancellationToken.None));

        using CancellationTokenSource end = new(Instant);
        Assert.Equal((0, SocketError.Success), await DatagramSocket.ReceiveAsync(socket, buffer, wait: null, end.Token));

        socket.Dispose();
        Assert.Equal((0, SocketError.Success), await DatagramSocket.ReceiveAsync(socket, buffer, wait: null, CancellationToken.None));
    }

    [Fact]
    public async Task A_datagram_is_received_and_a_refusal_of_the_network_is_told()
    {
        using Socket server = Bound();
        using Socket socket = await ConnectedAsync(server);
        byte[] buffer = new byte[16];
        server.SendTo([1, 2, 3], socket.LocalEndPoint!);
        Assert.Equal((3, SocketError.Success), await DatagramSocket.ReceiveAsync(socket, buffer, wait: null, CancellationToken.None));

        server.Dispose();
        socket.Send([1]);
        (int length, SocketError refusal) = await DatagramSocket.ReceiveAsync(socket, buffer, TimeSpan.FromSeconds(10), CancellationToken.None);
        Assert.Equal(0, length);
        Assert.NotEqual(SocketError.Success, refusal);
    }

    private static int OpenFiles() => Directory.GetFileSystemEntries("/proc/self/fd").Length;

    private static Socket Bound()
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private static Task<Socket> ConnectedAsync(Socket server)
    {
        int port = ((IPEndPoint)server.LocalEndPoint!).Port;
        return DatagramSocket.ConnectAsync(new ServerAddress("127.0.0.1", port), port, mayFragment: false, CancellationToken.None);
    }
}
