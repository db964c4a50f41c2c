using System.Net;
using System.Net.Sockets;

namespace Gatehouse.Agent.Channels;

/// <summary>A UDP socket that is connected to a server, as the channels of the security check use it.</summary>
internal static class DatagramSocket
{
    /// <summary>Connects one.</summary>
    /// <param name="server">The server.</param>
    /// <param name="port">Its UDP port.</param>
    /// <param name="mayFragment">Whether routers on the way may fragment; else the system finds the largest packet that passes.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="SocketException">The name is not known, or there is no way there.</exception>
    public static async Task<Socket> ConnectAsync(ServerAddress server, int port, bool mayFragment, CancellationToken cancellation)
    {
        IPAddress[] addresses = await Dns.GetHostAddressesAsync(server.Host, cancellation);
        Socket socket = new(addresses[0].AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (mayFragment && socket.AddressFamily == AddressFamily.InterNetwork)
            {
                socket.DontFragment = false;
            }

            await socket.ConnectAsync(new IPEndPoint(addresses[0], port), cancellation);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Waits for a datagram. Never throws.</summary>
    /// <param name="socket">Connected; one that is closed meanwhile ends the wait.</param>
    /// <param name="buffer">For the datagram.</param>
    /// <param name="wait">How long at most; null for as long as it takes.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>
    /// Octets of the datagram, 0 when none came. The error is what the network told (ICMP) about an earlier datagram: evidence, and no reason to stop trying.
    /// </returns>
    public static async Task<(int Length, SocketError Error)> ReceiveAsync(Socket socket, Memory<byte> buffer, TimeSpan? wait, CancellationToken cancellation)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (wait is { } time)
        {
            limit.CancelAfter(time > TimeSpan.Zero ? TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds)) : TimeSpan.Zero);
        }

        try
        {
            return (await socket.ReceiveAsync(buffer, SocketFlags.None, limit.Token), SocketError.Success);
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
        {
            return (0, SocketError.Success);
        }
        catch (SocketException error)
        {
            return (0, error.SocketErrorCode);
        }
    }
}
