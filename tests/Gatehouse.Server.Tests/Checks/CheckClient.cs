using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Gatehouse.Contracts.Agents;
using Gatehouse.Protocol;
using Gatehouse.Protocol.Client;
using Gatehouse.Protocol.Segments;

namespace Gatehouse.Server.Tests.Checks;

/// <summary>One endpoint's session over UDP, at whichever node the test says.</summary>
internal sealed class CheckClient : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private readonly Node _node = new(RandomNumberGenerator.GetBytes(ProtocolLimits.SaltLength), seed: 7);
    private readonly byte[] _datagram = new byte[ProtocolLimits.MaxDatagram];

    public CheckClient(SessionGrant grant)
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _node.OpenSession(Now, grant.SessionId, grant.Secret, grant.Token, grant.AddressProof, TimeSpan.FromHours(1));
    }

    /// <summary>Every datagram it sent.</summary>
    public List<byte[]> Sent { get; } = [];

    /// <summary>How often the node asked to come back later.</summary>
    public int ComeBacks { get; private set; }

    private TimeSpan Now => TimeProvider.System.GetElapsedTime(_start);

    /// <summary>Runs a whole check and gives packet 4; null when the node ends the session.</summary>
    public async Task<string?> CheckAsync(int port, string report)
    {
        Guid exchange = Guid.NewGuid();
        _node.StartCheck(Now, exchange, "<data/>"u8.ToArray(), Now + TimeSpan.FromSeconds(10));
        NodeEvent? answer = await RunAsync(port, heard => heard.Kind is NodeEventKind.PolicyReceived);
        if (answer is null)
        {
            return null;
        }

        _node.SendReport(Now, exchange, System.Text.Encoding.UTF8.GetBytes(report), Now + TimeSpan.FromSeconds(10));
        answer = await RunAsync(port, heard => heard.Kind is NodeEventKind.VerdictReceived);
        return answer is null ? null : System.Text.Encoding.UTF8.GetString(answer.Value.Body.Span);
    }

    /// <summary>Sends the first segment of a report and then no more of it.</summary>
    /// <param name="port">UDP port of the node.</param>
    /// <param name="segments">Segments that the whole report has.</param>
    public async Task BreakOffAsync(int port, int segments)
    {
        byte[] report = RandomNumberGenerator.GetBytes((segments * MessageBody.SegmentOctets) - 100);
        _node.SendReport(Now, Guid.NewGuid(), report, Now + TimeSpan.FromSeconds(10));
        Assert.True(_node.TryPollTransmit(Now, _datagram, out int length));
        await _socket.SendToAsync(_datagram.AsMemory(0, length), new IPEndPoint(IPAddress.Loopback, port));
        while (_node.TryPollTransmit(Now, _datagram, out _))
        {
        }
    }

    /// <summary>Waits for what the node begins by itself.</summary>
    public async Task<NodeEventKind?> PushAsync(int port) =>
        (await RunAsync(port, heard => heard.Kind is NodeEventKind.RecheckAsked or NodeEventKind.UserMessageReceived))?.Kind;

    public void Dispose() => _socket.Dispose();

    private async Task<NodeEvent?> RunAsync(int port, Func<NodeEvent, bool> isAnswer)
    {
        IPEndPoint node = new(IPAddress.Loopback, port);
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(10));
        while (true)
        {
            while (_node.TryPollTransmit(Now, _datagram, out int length))
            {
                Sent.Add(_datagram[..length]);
                await _socket.SendToAsync(_datagram.AsMemory(0, length), node);
            }

            while (_node.TryPollEvent(out NodeEvent heard))
            {
                if (isAnswer(heard))
                {
                    // What acknowledges it.
                    while (_node.TryPollTransmit(Now, _datagram, out int length))
                    {
                        await _socket.SendToAsync(_datagram.AsMemory(0, length), node);
                    }

                    return heard;
                }

                if (heard.Kind == NodeEventKind.ComeBackAsked)
                {
                    ComeBacks++;
                }

                if (heard.Kind == NodeEventKind.SessionEnded)
                {
                    return null;
                }

                Assert.NotEqual(NodeEventKind.GaveUp, heard.Kind);
            }

            using CancellationTokenSource wake = CancellationTokenSource.CreateLinkedTokenSource(limit.Token);
            wake.CancelAfter(TimeSpan.FromMilliseconds(50));
            try
            {
                SocketReceiveFromResult received = await _socket.ReceiveFromAsync(_datagram, new IPEndPoint(IPAddress.Any, 0), wake.Token);
                _node.HandleDatagram(Now, _datagram.AsSpan(0, received.ReceivedBytes));
            }
            catch (OperationCanceledException) when (!limit.IsCancellationRequested)
            {
                _node.HandleTimeout(Now);
            }
        }
    }
}
