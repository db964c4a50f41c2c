using System.Net;
using System.Net.Sockets;
using Gatehouse.Protocol;
using Gatehouse.Server.Hosting;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Server.Checks;

/// <summary>A UDP socket of the security check, bound as soon as it is made.</summary>
internal sealed class CheckSocket : IDisposable
{
    private const int SystemBuffer = 8 << 20;

    private readonly Socket _socket;
    private readonly SocketAddress _from;
    private readonly SocketAddress _to;
    private readonly byte[] _buffer;

    /// <summary>Binds the one of the sealed check.</summary>
    /// <exception cref="ServerStartException">The port is in use or may not be bound.</exception>
    public CheckSocket(ServerOptions options)
        : this(options.Listen, options.UdpPort, "--udp-port", ProtocolLimits.MaxDatagram)
    {
    }

    /// <summary>Binds one.</summary>
    /// <param name="listen">Address.</param>
    /// <param name="port">Port; 0 for any free one.</param>
    /// <param name="option">The option that chose the port.</param>
    /// <param name="maxDatagram">Octets of the longest datagram worth reading.</param>
    /// <exception cref="ServerStartException">The port is in use or may not be bound.</exception>
    public CheckSocket(IPAddress listen, int port, string option, int maxDatagram)
    {
        _socket = Bind(listen, port, option);
        _buffer = GC.AllocateArray<byte>(maxDatagram + 1, pinned: true);
        _from = new SocketAddress(_socket.AddressFamily);
        _to = new IPEndPoint(_socket.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0).Serialize();
        Port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
    }

    /// <summary>The port that was bound.</summary>
    public int Port { get; }

    /// <summary>Where the last datagram came from.</summary>
    public IpEndpoint From => Addresses.Read(_from);

    /// <summary>The last datagram.</summary>
    /// <param name="length">As the receiving method gave it.</param>
    public ReadOnlySpan<byte> Datagram(int length) => _buffer.AsSpan(0, length);

    /// <summary>Waits for a datagram.</summary>
    /// <param name="atMost">How long.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Its octets; 0 when there is none, or none that anybody should read.</returns>
    public async ValueTask<int> ReceiveAsync(TimeSpan atMost, CancellationToken cancellation)
    {
        if (_socket.Available > 0)
        {
            return Receive();
        }

        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(atMost);
        try
        {
            return await _socket.ReceiveFromAsync(_buffer, SocketFlags.None, _from, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return 0;
        }
        catch (SocketException)
        {
            // An answer of ours was refused, or a datagram is longer than any of ours.
            return 0;
        }
    }

    /// <summary>Takes a datagram that is there already.</summary>
    /// <returns>Its octets; 0 when there is none, or none that anybody should read.</returns>
    public int Receive()
    {
        try
        {
            return _socket.Available > 0 ? _socket.ReceiveFrom(_buffer, SocketFlags.None, _from) : 0;
        }
        catch (SocketException)
        {
            return 0;
        }
    }

    /// <summary>Sends a datagram; not for several threads at once.</summary>
    /// <returns>Null when the system took it; otherwise why not.</returns>
    public SocketError? Send(ReadOnlySpan<byte> datagram, IpEndpoint to)
    {
        try
        {
            Addresses.Write(to, _to);
            _socket.SendTo(datagram, SocketFlags.None, _to);
            return null;
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private static Socket Bind(IPAddress listen, int port, string option)
    {
        Socket socket = new(listen.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (listen.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            socket.ReceiveBufferSize = SystemBuffer;
            socket.SendBufferSize = SystemBuffer;
            socket.Bind(new IPEndPoint(listen, port));
            return socket;
        }
        catch (SocketException error)
        {
            socket.Dispose();
            throw new ServerStartException(error.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => $"UDP port {port} is in use; stop what uses it (`ss -ulpn` shows it), or choose another with {option}",
                SocketError.AccessDenied => $"UDP port {port} may not be bound; choose one above 1023 with {option}, or give CAP_NET_BIND_SERVICE",
                _ => $"UDP port {port} of {listen} cannot be bound ({error.Message}); choose an address of this machine with --listen",
            });
        }
    }
}
