using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gatehouse.Contracts.Agents;
using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Agent.Channels;

/// <summary>
/// The agent's HTTPS requests to its server. Proxies of the environment are not used: the channel is between these two, and a
/// proxy would be one more thing that breaks it.
/// </summary>
public sealed class ManagementChannel : IDisposable
{
    private const int MaxAnswerOctets = 1 << 20;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);

    private readonly ServerAddress _server;
    private readonly ServerTrust _trust;
    private readonly HttpClient _client;

    /// <summary>Makes a channel; nothing is sent yet.</summary>
    /// <param name="server">The server.</param>
    /// <param name="trust">Which certificate of it to believe.</param>
    /// <param name="certificate">The endpoint's own, with its key; null before enrolment.</param>
    public ManagementChannel(ServerAddress server, ServerTrust trust, X509Certificate2? certificate)
    {
        _server = server;
        _trust = trust;
        SslClientAuthenticationOptions tls = new()
        {
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            RemoteCertificateValidationCallback = trust.Accepts,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true),
        };
        SocketsHttpHandler handler = new()
        {
            ConnectTimeout = ConnectTimeout,
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            SslOptions = tls,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        };
        _client = new HttpClient(handler)
        {
            BaseAddress = server.Https,
            Timeout = RequestTimeout,
            MaxResponseContentBufferSize = MaxAnswerOctets,
        };
    }

    /// <summary>Asks which trust anchors the server has, in PEM; whether they are the right ones is for the caller to find out.</summary>
    public async Task<ChannelResult<string>> TrustAnchorsAsync(CancellationToken cancellation)
    {
        ChannelResult<byte[]> result = await SendAsync(() => _client.GetAsync(new Uri(AgentRoutes.TrustAnchors, UriKind.Relative), cancellation), cancellation);
        return result.Succeeded ? new(Encoding.UTF8.GetString(result.Value), null) : new(null, result.Failure);
    }

    /// <summary>Asks for an identity.</summary>
    public Task<ChannelResult<EnrollmentAnswer>> EnrollAsync(EnrollmentRequest request, CancellationToken cancellation) =>
        PostAsync(AgentRoutes.Enroll, request, ContractJson.Default.EnrollmentRequest, ContractJson.Default.EnrollmentAnswer, cancellation);

    /// <summary>Asks for the next certificate.</summary>
    public Task<ChannelResult<EnrollmentAnswer>> RenewAsync(CertificateRenewal request, CancellationToken cancellation) =>
        PostAsync(AgentRoutes.Certificate, request, ContractJson.Default.CertificateRenewal, ContractJson.Default.EnrollmentAnswer, cancellation);

    /// <summary>Opens a session.</summary>
    public Task<ChannelResult<SessionGrant>> OpenSessionAsync(SessionRequest request, CancellationToken cancellation) =>
        PostAsync(AgentRoutes.Sessions, request, ContractJson.Default.SessionRequest, ContractJson.Default.SessionGrant, cancellation);

    /// <summary>One message of a security check, where UDP does not pass.</summary>
    public Task<ChannelResult<CheckExchange>> ExchangeAsync(CheckExchange message, CancellationToken cancellation) =>
        PostAsync(AgentRoutes.Exchange, message, ContractJson.Default.CheckExchange, ContractJson.Default.CheckExchange, cancellation);

    /// <summary>Hands lines of the log over.</summary>
    /// <returns>Null when the server has them; otherwise why not.</returns>
    public async Task<ChannelFailure?> UploadLogAsync(LogUpload lines, CancellationToken cancellation) =>
        (await PostAsync(AgentRoutes.Logs, lines, ContractJson.Default.LogUpload, cancellation)).Failure;

    /// <summary>A user signs in.</summary>
    public Task<ChannelResult<UserSignInAnswer>> SignInAsync(UserSignIn user, CancellationToken cancellation) =>
        PostAsync(AgentRoutes.SignIn, user, ContractJson.Default.UserSignIn, ContractJson.Default.UserSignInAnswer, cancellation);

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<ChannelResult<TAnswer>> PostAsync<TRequest, TAnswer>(
        string route, TRequest request, JsonTypeInfo<TRequest> requestType, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellation)
        where TAnswer : class
    {
        ChannelResult<byte[]> result = await PostAsync(route, request, requestType, cancellation);
        if (!result.Succeeded)
        {
            return new(null, result.Failure);
        }

        try
        {
            return JsonSerializer.Deserialize(result.Value, answerType) is { } answer ? new(answer, null) : new(null, NotOurs());
        }
        catch (JsonException)
        {
            return new(null, NotOurs());
        }
    }

    private Task<ChannelResult<byte[]>> PostAsync<TRequest>(string route, TRequest request, JsonTypeInfo<TRequest> type, CancellationToken cancellation)
    {
        ByteArrayContent content = new(JsonSerializer.SerializeToUtf8Bytes(request, type));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return SendAsync(() => _client.PostAsync(new Uri(route, UriKind.Relative), content, cancellation), cancellation);
    }

    private async Task<ChannelResult<byte[]>> SendAsync(Func<Task<HttpResponseMessage>> send, CancellationToken cancellation)
    {
        try
        {
            using HttpResponseMessage answer = await send();
            byte[] body = await answer.Content.ReadAsByteArrayAsync(cancellation);
            return answer.IsSuccessStatusCode ? new(body, null) : new(null, HttpProblem.Explain(answer, body, _server));
        }
        catch (Exception error) when (error is HttpRequestException or IOException || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new(null, ChannelFailures.Explain(error, _server, _trust.Refused));
        }
    }

    private ChannelFailure NotOurs() =>
        new(FindingCodes.HttpError, $"what answers at {_server} is not a Gatehouse server of a version this agent knows", "check address and port, and that agent and server are of the same release");
}
