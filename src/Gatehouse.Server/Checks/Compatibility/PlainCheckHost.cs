using System.Net;
using System.Text;
using Gatehouse.Contracts.Checks;
using Gatehouse.Posture.Evaluation;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Verdicts;
using Gatehouse.Protocol.Compatibility;
using Gatehouse.Protocol.Server;
using Gatehouse.Server.Administration.Catalogues;
using Gatehouse.Server.Administration.Policies;
using Gatehouse.Server.Hosting;
using Gatehouse.Wire.Ead;
using Gatehouse.Wire.Ip;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Checks.Compatibility;

/// <summary>
/// The security check of the compatibility mode: drives a <see cref="PlainCheck"/> with a socket and a clock. Nobody is authenticated here, so a
/// verdict is told and logged, but neither stored nor enforced: it admits nobody.
/// </summary>
internal sealed partial class PlainCheckHost : BackgroundService
{
    private const int MaxDatagramsInARow = 64;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly PlainCheck _check = new();
    private readonly CheckSocket _socket;
    private readonly IReadOnlyList<IPNetwork> _networks;
    private readonly PolicyCatalog _policies;
    private readonly CatalogueInForce _catalogue;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly long _start;
    private bool _hasRefused;

    /// <summary>Binds the port.</summary>
    /// <exception cref="ServerStartException">The port is in use or may not be bound.</exception>
    public PlainCheckHost(ServerOptions options, PolicyCatalog policies, CatalogueInForce catalogue, TimeProvider clock, ILogger<PlainCheckHost> logger)
    {
        _socket = new CheckSocket(options.Listen, options.CompatibilityPort!.Value, "--compatibility-port", PlainDatagram.MaxLength);
        _networks = options.CompatibilityNetworks;
        _policies = policies;
        _catalogue = catalogue;
        _clock = clock;
        _logger = logger;
        _start = clock.GetTimestamp();
        LogOpen(logger, _socket.Port, string.Join(", ", _networks));
    }

    private TimeSpan Now => _clock.GetElapsedTime(_start);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _socket.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            int length = await _socket.ReceiveAsync(LongestWait, stoppingToken);
            for (int count = 0; length > 0 && count < MaxDatagramsInARow; count++)
            {
                Hear(length);
                length = _socket.Receive();
            }

            while (_check.TryPollEvent(out PlainEvent? heard))
            {
                Answer(heard!);
            }

            // What the system does not take is lost like any other datagram: the client sends again.
            while (_check.TryPollTransmit(out IpEndpoint to, out ReadOnlyMemory<byte> datagram))
            {
                _socket.Send(datagram.Span, to);
            }
        }
    }

    private void Hear(int length)
    {
        IpEndpoint from = _socket.From;
        IPAddress address = Addresses.ToIPAddress(from.Address);
        IPAddress plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (_networks.Any(network => network.Contains(plain)))
        {
            _check.HandleDatagram(Now, from, _socket.Datagram(length));
        }
        else if (!_hasRefused)
        {
            // Once is enough: whoever is refused could fill the disk otherwise.
            _hasRefused = true;
            LogRefused(_logger, plain);
        }
    }

    private void Answer(PlainEvent heard)
    {
        if (_policies.Current.For(Guid.Empty) is not { } policy)
        {
            return;
        }

        EadDocument.Read(Encoding.UTF8.GetString(heard.Packet.Body.Span), out EadDocument document, out _);
        CheckEnvelope envelope = CheckEnvelope.Read(document);
        EadDocument answer = heard.Packet.Type == EadPacketType.Request
            ? PolicyDocuments.Write(policy, envelope)
            : VerdictDocuments.Write(Judge(policy, document, heard), envelope);
        _check.Answer(heard, Encoding.UTF8.GetBytes(answer.CanonicalXml()));
    }

    private Verdict Judge(Policy policy, EadDocument document, PlainEvent heard)
    {
        Verdict verdict = PolicyEvaluation.Evaluate(policy, ReportDocuments.Read(document), _catalogue.Current, new EvaluationContext(_clock.GetUtcNow()));
        LogVerdict(_logger, heard.From.ToString(), verdict.Kind.ToString().ToLowerInvariant());
        return verdict;
    }
}
