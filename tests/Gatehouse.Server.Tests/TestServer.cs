using System.Net;
using System.Net.Http.Json;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Contracts.Agents;
using Gatehouse.Server.Hosting;
using Gatehouse.Server.Identity;
using Gatehouse.Server.Storage;
using Gatehouse.Server.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests;

/// <summary>A server on a free port with a folder of its own, and clients of it.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly TemporaryFolder _root = new();

    private readonly string? _database;

    private TestServer(DatabaseKind kind) => _database = kind == DatabaseKind.PostgreSql ? PostgreSql.Take() : null;

    public TestClock Clock { get; } = new();

    public string Folder => _root.File("data");

    public string? ConnectionString => _database is null ? null : PostgreSql.Cluster.ConnectionString(_database);

    public GatehouseServer Server { get; private set; } = null!;

    public static async Task<TestServer> StartAsync(DatabaseKind kind = DatabaseKind.Sqlite, Func<ServerOptions, ServerOptions>? change = null)
    {
        TestServer test = new(kind);
        await test.StartAgainAsync(change);
        return test;
    }

    public async Task StartAgainAsync(Func<ServerOptions, ServerOptions>? change = null)
    {
        ServerOptions options = new() { DataFolder = Folder, Port = 0, UdpPort = 0, Database = ConnectionString };
        Server = await GatehouseServer.StartAsync(change?.Invoke(options) ?? options, Clock, CancellationToken.None);
    }

    public T Get<T>()
        where T : notnull => Server.Services.GetRequiredService<T>();

    public async Task<string> TokenAsync(int uses = 1, double hours = 1) =>
        (await Server.CreateEnrollmentTokenAsync(TimeSpan.FromHours(hours), uses, "test", CancellationToken.None)).Write();

    public Task WriteAsync(Func<WriteScope, Task> work) => Get<GroupCommit>().WriteAsync(work, CancellationToken.None);

    /// <summary>A client that trusts the server's anchor and nothing else.</summary>
    public HttpClient Client(X509Certificate2? certificate = null, SslProtocols protocols = SslProtocols.None, X509Certificate2? anchor = null)
    {
        X509Certificate2 trusted = anchor ?? X509CertificateLoader.LoadCertificate(Get<CertificateAuthority>().InUse.Certificate.RawData);
        SocketsHttpHandler handler = new()
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                EnabledSslProtocols = protocols,
                RemoteCertificateValidationCallback = (_, leaf, _, errors) => IsOf(trusted, leaf, errors),
                ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true),
            },
        };
        return new HttpClient(handler) { BaseAddress = new Uri($"https://localhost:{Server.Address.Port}"), DefaultRequestVersion = HttpVersion.Version20 };
    }

    /// <summary>Enrols with a key; gives the answer and, when enrolled, the certificate with the key.</summary>
    public async Task<(HttpResponseMessage Response, EnrollmentAnswer? Answer, X509Certificate2? Certificate)> EnrollAsync(
        string token, ECDsa key, params string[] hardware)
    {
        using HttpClient client = Client();
        HttpResponseMessage response = await client.PostAsJsonAsync(AgentRoutes.Enroll, Request(token, key, hardware), ContractJson.Default.EnrollmentRequest);
        if (!response.IsSuccessStatusCode)
        {
            return (response, null, null);
        }

        EnrollmentAnswer answer = (await response.Content.ReadFromJsonAsync(ContractJson.Default.EnrollmentAnswer))!;
        return (response, answer, answer.Certificate is null ? null : WithKey(answer.Certificate, key));
    }

    /// <summary>A client of a new endpoint.</summary>
    public async Task<(HttpClient Client, Guid Id)> EnrolledAsync(params string[] hardware)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        (_, EnrollmentAnswer? answer, X509Certificate2? certificate) = await EnrollAsync(await TokenAsync(), key, hardware);
        return (Client(certificate), answer!.EndpointId);
    }

    public static X509Certificate2 WithKey(string certificate, ECDsa key)
    {
        using X509Certificate2 bare = X509Certificate2.CreateFromPem(certificate);
        return bare.CopyWithPrivateKey(key);
    }

    public static EnrollmentRequest Request(string token, ECDsa key, params string[] hardware) => new(
        token, SigningRequest(key), "pc-1", hardware.Length == 0 ? [$"machine-id:{Guid.NewGuid()}"] : hardware, "Debian GNU/Linux 12 (bookworm)", "0.1.0");

    public static string SigningRequest(ECDsa key) => new CertificateRequest("CN=somebody else", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();

    public static SessionRequest Session(Guid? instance = null) => new(instance ?? Guid.NewGuid(), "pc-1", [], "Debian", "0.1.0", Capabilities.Current);

    public static Task<HttpResponseMessage> OpenSessionAsync(HttpClient client, Guid? instance = null) =>
        client.PostAsJsonAsync(AgentRoutes.Sessions, Session(instance), ContractJson.Default.SessionRequest);

    /// <summary>Opens a session that must be granted.</summary>
    public static async Task<SessionGrant> GrantAsync(HttpClient client, Guid? instance = null)
    {
        HttpResponseMessage response = await OpenSessionAsync(client, instance);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync(ContractJson.Default.SessionGrant))!;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        if (_database is not null)
        {
            PostgreSql.Return(_database);
        }

        _root.Dispose();
    }

    private static bool IsOf(X509Certificate2 anchor, X509Certificate? leaf, SslPolicyErrors errors)
    {
        if (leaf is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return false;
        }

        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.Add(anchor);
        using X509Certificate2 copy = new(leaf);
        return chain.Build(copy);
    }
}
