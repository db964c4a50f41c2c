using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using Gatehouse.Contracts.Administration;
using Gatehouse.Contracts.Checks;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Reports;
using Gatehouse.Server.Administration.ApiTokens;
using Gatehouse.Server.Administration.Roles;
using Gatehouse.Server.Storage;
using Gatehouse.Server.Tests.Storage;

namespace Gatehouse.Server.Tests.Administration;

/// <summary>A server with clients of every role, and ways to fill it.</summary>
internal sealed class AdministrationServer : IAsyncDisposable
{
    private readonly Dictionary<ApiRole, HttpClient> _clients = [];

    private AdministrationServer(TestServer test) => Test = test;

    public TestServer Test { get; }

    public HttpClient Viewer => _clients[ApiRole.Viewer];

    public HttpClient Operator => _clients[ApiRole.Operator];

    public HttpClient Administrator => _clients[ApiRole.Administrator];

    public HttpClient Nobody { get; private set; } = null!;

    public static async Task<AdministrationServer> StartAsync(DatabaseKind kind = DatabaseKind.Sqlite)
    {
        AdministrationServer server = new(await TestServer.StartAsync(kind));
        server.Nobody = server.Test.Client();
        foreach (ApiRole role in Enum.GetValues<ApiRole>())
        {
            server._clients[role] = server.With(await server.SecretAsync(role, $"the {role}"));
        }

        return server;
    }

    public HttpClient Client(ApiRole role) => _clients[role];

    public HttpClient With(string secret)
    {
        HttpClient client = Test.Client();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return client;
    }

    public async Task<string> SecretAsync(ApiRole role, string name, TimeSpan? life = null) =>
        (await Test.Get<ApiTokenStore>().CreateAsync(Caller.Server, name, role, life ?? TimeSpan.FromHours(1), CancellationToken.None)).Secret;

    public async Task<Guid> EndpointAsync(string hostName, EndpointState state = EndpointState.Active, PostureReport? report = null)
    {
        Guid id = Guid.NewGuid();
        DateTimeOffset now = Test.Clock.GetUtcNow();
        await Test.WriteAsync(async scope =>
        {
            Endpoint endpoint = new()
            {
                Id = id,
                State = state,
                StateChangedAt = now,
                KeyFingerprint = RandomNumberGenerator.GetBytes(32),
                HostName = hostName,
                OperatingSystem = "Debian GNU/Linux 12 (bookworm)",
                AgentVersion = "0.1.0",
                EnrolledAt = now,
            };
            await EndpointStore.InsertAsync(scope, endpoint, [$"machine-id:{hostName}"]);
            if (report is not null)
            {
                Exchange exchange = new()
                {
                    ExchangeId = Guid.NewGuid(),
                    EndpointId = id,
                    ReceivedAt = now,
                    Report = Deflation.Deflate(Encoding.UTF8.GetBytes(ReportDocuments.Write(report, new CheckEnvelope(), null).CanonicalXml())),
                    Verdict = 0,
                    VerdictDocument = Deflation.Deflate("<data><i n=\"verdict\">admitted</i></data>"u8),
                    PolicyVersion = 1,
                };
                await CheckStore.InsertAsync(scope, new StoredCheck(exchange, Access.Admitted, "{}"));
            }
        });
        return id;
    }

    /// <summary>What an endpoint reports whose guest account is enabled, or is not.</summary>
    public static PostureReport Report(bool guest) => new()
    {
        UserName = "alice",
        Findings = new Dictionary<CheckItem, IReadOnlyList<string>> { [CheckItem.GuestAccount] = guest ? ["guest"] : [] },
    };

    public static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type)
    {
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        return (await response.Content.ReadFromJsonAsync(type))!;
    }

    public static Task<HttpResponseMessage> PostAsync<T>(HttpClient client, string route, T body, JsonTypeInfo<T> type) =>
        client.PostAsync(route, JsonContent.Create(body, type));

    public static Task<HttpResponseMessage> PutAsync<T>(HttpClient client, string route, T body, JsonTypeInfo<T> type) =>
        client.PutAsync(route, JsonContent.Create(body, type));

    public async ValueTask DisposeAsync()
    {
        foreach (HttpClient client in _clients.Values.Append(Nobody))
        {
            client.Dispose();
        }

        await Test.DisposeAsync();
    }
}
