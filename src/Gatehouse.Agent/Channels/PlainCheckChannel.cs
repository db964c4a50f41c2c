using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Agent.Logging;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Protocol.Client;
using Gatehouse.Protocol.Compatibility;
using Gatehouse.Wire.Ead;
using Gatehouse.Wire.Ead.Sealed;

namespace Gatehouse.Agent.Channels;

/// <summary>
/// The security check of the compatibility mode: drives a <see cref="PlainCheck"/> with a socket and a clock, and logs in the words that clients of
/// that kind use. Only the check travels this way; the rest goes over HTTPS.
/// </summary>
/// <param name="server">The server.</param>
/// <param name="port">UDP port of its compatibility mode.</param>
/// <param name="rest">How everything else travels.</param>
/// <param name="log">The agent's log.</param>
/// <param name="clock">The time.</param>
internal sealed class PlainCheckChannel(ServerAddress server, int port, ICheckChannel rest, AgentLog log, TimeProvider clock) : ICheckChannel
{
    // Clients of the field print both in hex and decimal with about so many digits.
    private const int MaxHeadId = 0x10_0000;
    private const int MaxId = 100_000;
    private const int MaxBody = PlainDatagram.MaxLength - PlainHeader.HeaderLength;

    private readonly long _start = clock.GetTimestamp();
    private PlainCheck? _check;

    /// <inheritdoc/>
    public string Name => "plain udp (compatibility mode, not protected)";

    private TimeSpan Now => clock.GetElapsedTime(_start);

    /// <inheritdoc/>
    public async Task<ChannelResult<string>> SendAsync(Guid exchangeId, CheckMessage message, string body, CancellationToken cancellation)
    {
        try
        {
            // Clients of this kind leave fragmenting to whoever is on the way.
            using Socket socket = await DatagramSocket.ConnectAsync(server, port, mayFragment: true, cancellation);
            if (message == CheckMessage.Request || _check is null)
            {
                _check = new PlainCheck((uint)RandomNumberGenerator.GetInt32(MaxHeadId), (uint)RandomNumberGenerator.GetInt32(MaxId));
            }

            byte[] octets = Encoding.UTF8.GetBytes(body);
            if (octets.Length > MaxBody)
            {
                return new(null, TooLarge(octets.Length));
            }

            if (message == CheckMessage.Request)
            {
                _check.SendRequest(Now, octets);
            }
            else
            {
                // Our server never asks for compression: this is the mode that shows what becomes of a report without.
                _check.SendReport(Now, octets, compress: false);
            }

            return await ExchangeAsync(socket, _check, body, cancellation);
        }
        catch (SocketException error)
        {
            return new(null, ChannelFailures.Explain(error, server, refused: null));
        }
    }

    /// <inheritdoc/>
    public Task<ChannelResult<ServerPush>> HeartbeatAsync(CancellationToken cancellation) => rest.HeartbeatAsync(cancellation);

    /// <inheritdoc/>
    public Task GoodbyeAsync() => rest.GoodbyeAsync();

    private async Task<ChannelResult<string>> ExchangeAsync(Socket socket, PlainCheck check, string body, CancellationToken cancellation)
    {
        byte[] buffer = new byte[PlainDatagram.MaxLength + 1];
        while (true)
        {
            while (check.TryPollEvent(out PlainEvent? happened))
            {
                if (Tell(socket, happened!, body) is { } result)
                {
                    return result;
                }
            }

            if (check.TryPollTransmit(out ReadOnlyMemory<byte> datagram))
            {
                Send(socket, datagram.Span);
            }

            (int length, _) = await DatagramSocket.ReceiveAsync(socket, buffer, check.NextTimeout - Now, cancellation);
            cancellation.ThrowIfCancellationRequested();
            if (length > 0)
            {
                check.HandleDatagram(buffer.AsSpan(0, length));
            }

            check.HandleTimeout(Now);
        }
    }

    // Null while it goes on.
    private ChannelResult<string>? Tell(Socket socket, PlainEvent happened, string body)
    {
        PlainDatagram packet = happened.Packet;
        int type = (int)packet.Type;
        switch (happened.Kind)
        {
            case PlainEventKind.Sent:
                log.Detail("SecPkt secPushInner", $"out-pkt [{type}] {body}");
                return null;
            case PlainEventKind.Received:
                string answer = Encoding.UTF8.GetString(packet.Body.Span);
                IPEndPoint from = (IPEndPoint)socket.RemoteEndPoint!;
                log.Debug("SecPkt secRcvThrd", $"[{from.Address} : {from.Port}] sent me {happened.Octets} bytes.");
                log.Debug("SecPkt secDataProc", $"The head id is {packet.HeadId:x}");
                log.Debug("SecPkt secDataProc", $"The type is {type}");
                log.Debug("SecPkt secDataProc", $"The id is {packet.Id}");
                log.Detail("SecPkt sndSecMsg", $"transfer [{type}] [{packet.Id}] {answer}");
                return new(answer, null);
            default:
                log.Warn("SecPkt", $"pushSecRslt({type}) returned {PlainEvent.UnansweredCode}.");
                log.Warn("SecUI notify", "\"Security check failed, no response from the policy server.\"");
                return new(null, Unanswered(happened));
        }
    }

    private ChannelFailure Unanswered(PlainEvent happened) => new(
        FindingCodes.RequestUnanswered,
        string.Create(CultureInfo.InvariantCulture, $"security check failed, no response from the policy server: packet {(int)happened.Packet.Type}, one plain datagram of {happened.Octets} octets to UDP port {port} of {server.Host}, was sent {happened.Tries} times"),
        "run `gatehouse diagnose` on the agent's log; without the compatibility mode nothing is larger than one packet");

    private static ChannelFailure TooLarge(int octets) => new(
        FindingCodes.RequestUnanswered,
        $"the report has {octets} octets, which no datagram holds",
        "run the agent without the compatibility mode");

    private static void Send(Socket socket, ReadOnlySpan<byte> datagram)
    {
        try
        {
            socket.Send(datagram);
        }
        catch (SocketException)
        {
            // An ICMP error about an earlier datagram, or no way at the moment: the next try is due in five seconds.
        }
    }
}
