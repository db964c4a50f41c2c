using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Gatehouse.Contracts.Agents;
using Gatehouse.Protocol;
using Gatehouse.Protocol.Server;
using Gatehouse.Protocol.Sessions;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Cli.Tests.Commands.Storms;

/// <summary>A server that answers heartbeats, and decides whose.</summary>
internal sealed class UdpGate : IDisposable
{
    private const int SessionSeconds = 3_600;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly ServerKeyRing _keys = new(new ServerKey(1, RandomNumberGenerator.GetBytes(ServerKey.SecretLength)));
    private readonly Node _node;

    public UdpGate()
    {
        _node = new Node(_keys, RandomNumberGenerator.GetBytes(ProtocolLimits.SaltLength));
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>Opens a session for an endpoint at the loopback address.</summary>
    public SessionGrant Open(ulong session)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        SessionTicket ticket = new(Guid.NewGuid(), session, RandomNumberGenerator.GetBytes(SessionTicket.SecretLength), now, now.AddSeconds(SessionSeconds));
        return new SessionGrant(
            ticket.EndpointId,
            session,
            ticket.Secret,
            TokenSealer.Seal(_keys, ticket, RandomNumberGenerator.GetBytes(TokenSealer.NonceLength)),
            AddressProofs.Make(_keys, session, IpAddress.FromIpv4(0x7F000001), now),
            SessionSeconds,
            Address.Port,
            HeartbeatSeconds: 60,
            PolicyVersion: 1,
            Capability: 1,
            RenewCertificate: false);
    }

    /// <summary>Answers until cancelled, on the calling thread.</summary>
    /// <param name="isAnswered">Whether the heartbeat of a session is.</param>
    /// <param name="cancellation">Ends it.</param>
    public void Run(Func<ulong, bool> isAnswered, CancellationToken cancellation)
    {
        const int PollMicroseconds = 10_000;
        byte[] datagram = new byte[ProtocolLimits.MaxDatagram];
        long start = TimeProvider.System.GetTimestamp();
        EndPoint any = new IPEndPoint(IPAddress.Any, 0);
        while (!cancellation.IsCancellationRequested)
        {
            if (!_socket.Poll(PollMicroseconds, SelectMode.SelectRead))
            {
                continue;
            }

            EndPoint from = any;
            int length = _socket.ReceiveFrom(datagram, ref from);
            IpEndpoint client = new(IpAddress.FromIpv4(0x7F000001), (ushort)((IPEndPoint)from).Port);
            _node.HandleDatagram(TimeProvider.System.GetElapsedTime(start), TimeProvider.System.GetUtcNow(), client, datagram.AsSpan(0, length));
            while (_node.TryPollEvent(out NodeEvent heard))
            {
                if (heard.Kind == NodeEventKind.HeartbeatReceived && isAnswered(heard.SessionId))
                {
                    _node.AnswerHeartbeat(heard.SessionId, default);
                }
            }

            while (_node.TryPollTransmit(TimeProvider.System.GetUtcNow(), datagram, out IpEndpoint to, out length))
            {
                _socket.SendTo(datagram.AsSpan(0, length), new IPEndPoint(IPAddress.Loopback, to.Port));
            }
        }
    }

    public void Dispose() => _socket.Dispose();
}
