using System.Security.Cryptography;
using System.Text;
using Gatehouse.Contracts.Checks;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Reports;
using Gatehouse.Protocol;
using Gatehouse.Protocol.Sessions;
using Gatehouse.Server.Storage;
using Gatehouse.Wire.Ip;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using AgentEvent = Gatehouse.Protocol.Client.NodeEvent;
using AgentEventKind = Gatehouse.Protocol.Client.NodeEventKind;
using AgentNode = Gatehouse.Protocol.Client.Node;
using OperatingSystem = Gatehouse.Posture.Reports.OperatingSystem;
using ServerNode = Gatehouse.Protocol.Server.Node;

namespace Gatehouse.Server.Checks;

/// <summary>
/// Goes through one check in memory when the server has started. What never ran is compiled when it is first needed, and at a check that is a fifth
/// of a second, which those who come first would all wait. Nothing is sent or stored, nobody is judged, and no check is counted; the writer's one
/// transaction, which changes nothing, is among those that it measures. A rehearsal that fails is a line in the log: the server goes on.
/// </summary>
internal sealed partial class Rehearsal(
    PoliciesInForce policies, Judging judging, ReasonStore reasons, GroupCommit writer, TimeProvider clock, ILogger<Rehearsal> logger) : BackgroundService
{
    private const ulong SessionId = 1;
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);
    private static readonly IpEndpoint Nowhere = new(IpAddress.FromIpv4(0x7F000001), 9);

    /// <summary>Whether a check went through from its first packet to its last.</summary>
    public bool IsComplete { get; private set; }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            if (policies.For(Guid.Empty) is { } policy)
            {
                IsComplete = Converse(policy);
                if (!IsComplete)
                {
                    LogNoVerdict(logger);
                }

                await reasons.FirstSeenAsync(Guid.Empty, stoppingToken);
                await writer.WriteAsync(CheckStore.RehearseAsync, stoppingToken);
            }
        }
        catch (StorageException error)
        {
            LogCutShort(logger, error.Message);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops before it has rehearsed.
        }
#pragma warning disable CA1031 // A rehearsal must not stop the server; the log says what to mend.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogFailed(logger, error);
        }
    }

    private static byte[] Report()
    {
        PostureReport report = new()
        {
            UserName = "nobody",
            HardwareAddress = "00:00:5e:00:53:00",
            OperatingSystem = new OperatingSystem("debian", "Debian GNU/Linux", "12", "6.1", "C"),
            Products = new Dictionary<CheckItem, IReadOnlyList<Product>> { [CheckItem.Firewall] = [new Product("nftables", Running: true)] },
        };
        return Encoding.UTF8.GetBytes(ReportDocuments.Write(report, new CheckEnvelope { EventSequenceId = "rehearsal" }, policy: null).CanonicalXml());
    }

    // An agent and a server that nobody else can reach: their keys are their own.
    private bool Converse(PolicyInForce policy)
    {
        DateTimeOffset now = clock.GetUtcNow();
        ServerKeyRing keys = new(new Protocol.Sessions.ServerKey(1, RandomNumberGenerator.GetBytes(Protocol.Sessions.ServerKey.SecretLength)));
        SessionTicket ticket = new(Guid.Empty, SessionId, RandomNumberGenerator.GetBytes(SessionTicket.SecretLength), now, now + Deadline);
        ServerNode server = new(keys, RandomNumberGenerator.GetBytes(ProtocolLimits.SaltLength));
        AgentNode agent = new(RandomNumberGenerator.GetBytes(ProtocolLimits.SaltLength), SessionId);
        byte[] token = TokenSealer.Seal(keys, ticket, RandomNumberGenerator.GetBytes(TokenSealer.NonceLength));
        agent.OpenSession(TimeSpan.Zero, SessionId, ticket.Secret, token, AddressProofs.Make(keys, SessionId, Nowhere.Address, now), Deadline);
        Guid exchange = Guid.NewGuid();
        agent.StartCheck(TimeSpan.Zero, exchange, Encoding.UTF8.GetBytes(new CheckRequest("nobody", null, "rehearsal").Write().CanonicalXml()), Deadline);
        bool hasVerdict = false;
        while (Carry(agent, server, now) | Serve(server, policy))
        {
            while (agent.TryPollEvent(out AgentEvent heard))
            {
                if (heard.Kind == AgentEventKind.PolicyReceived)
                {
                    agent.SendReport(TimeSpan.Zero, exchange, Report(), Deadline);
                    agent.SendHeartbeat(TimeSpan.Zero, default, Deadline);
                }

                hasVerdict |= heard.Kind == AgentEventKind.VerdictReceived;
            }
        }

        return hasVerdict;
    }

    private bool Serve(ServerNode server, PolicyInForce policy)
    {
        bool any = false;
        while (server.TryPollEvent(out Protocol.Server.NodeEvent heard))
        {
            any = true;
            switch (heard.Kind)
            {
                case Protocol.Server.NodeEventKind.RequestReceived:
                    server.AnswerPolicy(TimeSpan.Zero, heard.SessionId, heard.Id, policy.Encoded);
                    break;
                case Protocol.Server.NodeEventKind.ReportReceived:
                    server.AnswerVerdict(TimeSpan.Zero, heard.SessionId, heard.Id, judging.Rehearse(policy.Policy, heard.Body));
                    break;
                case Protocol.Server.NodeEventKind.HeartbeatReceived:
                    server.AnswerHeartbeat(heard.SessionId, default);
                    break;
                default:
                    break;
            }
        }

        return any;
    }

    // Until neither has anything to say.
    private static bool Carry(AgentNode agent, ServerNode server, DateTimeOffset now)
    {
        byte[] datagram = new byte[ProtocolLimits.MaxDatagram];
        bool any = false;
        while (agent.TryPollTransmit(TimeSpan.Zero, datagram, out int length))
        {
            any = true;
            server.HandleDatagram(TimeSpan.Zero, now, Nowhere, datagram.AsSpan(0, length));
        }

        while (server.TryPollTransmit(now, datagram, out _, out int length))
        {
            any = true;
            agent.HandleDatagram(TimeSpan.Zero, datagram.AsSpan(0, length));
        }

        return any;
    }
}
