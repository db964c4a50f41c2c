using System.Net;
using System.Net.Sockets;

namespace Gatehouse.Tests.Common;

/// <summary>Ports that nobody uses now.</summary>
public static class Ports
{
    /// <summary>One of TCP.</summary>
    public static int FreeTcp() => Free(SocketType.Stream, ProtocolType.Tcp);

    /// <summary>One of UDP.</summary>
    public static int FreeUdp() => Free(SocketType.Dgram, ProtocolType.Udp);

    private static int Free(SocketType type, ProtocolType protocol)
    {
        using Socket socket = new(AddressFamily.InterNetwork, type, protocol);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
