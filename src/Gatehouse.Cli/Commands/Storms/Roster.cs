using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Gatehouse.Agent.Channels;
using Gatehouse.Contracts.Agents;

namespace Gatehouse.Cli.Commands.Storms;

/// <summary>Gives endpoints their identity and opens their sessions, many at a time.</summary>
internal sealed class Roster : IDisposable
{
    private const int UsesOfToken = 100_000;
    private const string Held = "held";
    private const string UsedUp = "used as often as it may be";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly StormOptions _options;
    private readonly IReadOnlyList<EnrollmentToken> _tokens;
    private readonly ServerTrust _trust;
    private readonly ManagementChannel _enrolment;
    private readonly StormTally _tally;

    private Roster(StormOptions options, IReadOnlyList<EnrollmentToken> tokens, ServerAddress server, X509Certificate2 anchor, StormTally tally)
    {
        _options = options;
        _tokens = tokens;
        _trust = ServerTrust.InAnchors([anchor]);
        _enrolment = new ManagementChannel(server, _trust, certificate: null);
        _tally = tally;
        Https = new StormHttps(server, _trust);
    }

    /// <summary>Whether the server said that a token enrols no more endpoints.</summary>
    public bool IsTokenUsedUp { get; private set; }

    /// <summary>Requests with an endpoint's certificate.</summary>
    public StormHttps Https { get; }

    /// <summary>Finds the server's trust anchor by the pin of the token.</summary>
    /// <exception cref="UserError">The server is not there, or not the token's.</exception>
    public static async Task<Roster> OpenAsync(
        StormOptions options, ServerAddress server, IReadOnlyList<EnrollmentToken> tokens, StormTally tally, CancellationToken cancellation)
    {
        using ManagementChannel channel = new(server, ServerTrust.ForPublicThings, certificate: null);
        ChannelResult<string> answer = await channel.TrustAnchorsAsync(cancellation);
        if (!answer.Succeeded)
        {
            throw new UserError(answer.Failure.ToString());
        }

        X509Certificate2Collection anchors = [];
        anchors.ImportFromPem(answer.Value);
        X509Certificate2 anchor = anchors.FirstOrDefault(candidate =>
                SHA256.HashData(candidate.PublicKey.ExportSubjectPublicKeyInfo()).AsSpan().SequenceEqual(tokens[0].Pin))
            ?? throw new UserError($"the token was not made by the server at {server}; make one there with `gatehouse token create --uses {options.Endpoints}`");
        return new Roster(options, tokens, server, anchor, tally);
    }

    /// <summary>Enrols an endpoint; tries until the patience ends.</summary>
    public Task EnrolAsync(SimulatedEndpoint endpoint, CancellationToken cancellation) => TryAsync(
        async () =>
        {
            if (IsTokenUsedUp)
            {
                return true;
            }

            using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            EnrollmentRequest request = new(
                _tokens[endpoint.Number / UsesOfToken].Write(),
                new CertificateRequest("CN=gatehouse storm", key, HashAlgorithmName.SHA256).CreateSigningRequestPem(),
                $"storm-{endpoint.Number}",
                [$"mac:{endpoint.HardwareAddress}", $"machine-id:{endpoint.InstanceId:N}"],
                "Debian GNU/Linux 12 (bookworm)",
                "storm");
            ChannelResult<EnrollmentAnswer> answer = await _enrolment.EnrollAsync(request, cancellation);
            if (answer is { Succeeded: true, Value: { State: Held } held })
            {
                throw new UserError($"the server holds endpoints of the storm back: {held.Reason ?? "it gives no reason"}; let it enrol them (gatehouse endpoint list --state held), or use another server");
            }

            if (!answer.Succeeded && answer.Failure.ToString().Contains(UsedUp, StringComparison.Ordinal))
            {
                IsTokenUsedUp = true;
                return true;
            }

            if (!answer.Succeeded || answer.Value.Certificate is not { } pem)
            {
                return answer.Failure is { Status: >= 400 and < 500 } failure
                    ? throw new UserError($"an endpoint of the storm was refused: {failure}")
                    : false;
            }

            using X509Certificate2 bare = X509Certificate2.CreateFromPem(pem);
            endpoint.Certificate = bare.CopyWithPrivateKey(key);
            _tally.Enrol();
            return true;
        },
        cancellation);

    /// <summary>Opens a session; tries until the patience ends.</summary>
    /// <returns>Null when there is none.</returns>
    public async Task<SessionGrant?> SignInAsync(SimulatedEndpoint endpoint, CancellationToken cancellation)
    {
        SessionGrant? grant = null;
        await TryAsync(
            async () =>
            {
                grant = await OpenSessionAsync(endpoint, Context(endpoint), mayResume: false, cancellation);
                return grant is not null;
            },
            cancellation);
        return grant;
    }

    /// <summary>One try to open a session.</summary>
    public async Task<SessionGrant?> OpenSessionAsync(
        SimulatedEndpoint endpoint, SslStreamCertificateContext context, bool mayResume, CancellationToken cancellation)
    {
        SessionRequest request = new(endpoint.InstanceId, $"storm-{endpoint.Number}", [], "Debian GNU/Linux 12 (bookworm)", "storm", Capabilities.Current);
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(request, ContractJson.Default.SessionRequest);
        byte[]? answer = await Https.PostAsync(context, endpoint.Source, AgentRoutes.Sessions, body, mayResume, cancellation);
        return answer is null ? null : JsonSerializer.Deserialize(answer, ContractJson.Default.SessionGrant);
    }

    /// <summary>An endpoint's certificate as TLS takes it.</summary>
    public static SslStreamCertificateContext Context(SimulatedEndpoint endpoint) =>
        SslStreamCertificateContext.Create(endpoint.Certificate!, additionalCertificates: null, offline: true);

    /// <summary>Does something for all endpoints, some at a time.</summary>
    public Task ForAllAsync(IEnumerable<SimulatedEndpoint> endpoints, Func<SimulatedEndpoint, CancellationToken, Task> work, CancellationToken cancellation) =>
        Parallel.ForEachAsync(
            endpoints,
            new ParallelOptions { MaxDegreeOfParallelism = _options.Connections, CancellationToken = cancellation },
            async (endpoint, token) => await work(endpoint, token));

    /// <inheritdoc/>
    public void Dispose() => _enrolment.Dispose();

    private async Task TryAsync(Func<Task<bool>> work, CancellationToken cancellation)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start) < _options.Patience)
        {
            try
            {
                if (await work())
                {
                    return;
                }
            }
            catch (Exception error) when (error is IOException or SocketException or AuthenticationException
                || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
            {
                // A server that is away or busy; tried again below.
            }

            _tally.FailSignIn();
            await Task.Delay(Pause, cancellation);
        }

        _tally.Lose();
    }
}
