using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Contracts.Agents;
using Gatehouse.Protocol.Sessions;
using Gatehouse.Server.Identity;
using Gatehouse.Server.Storage;
using Gatehouse.Server.Tests.Storage;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Server.Tests.Agents;

public abstract class SessionTests(DatabaseKind database) : IAsyncLifetime
{
    private TestServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync(database);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_grant_holds_a_token_that_any_node_opens_and_a_proof_of_the_address()
    {
        (HttpClient client, Guid id) = await _server.EnrolledAsync();
        using HttpClient disposed = client;

        SessionGrant grant = await TestServer.GrantAsync(client);

        ServerKeyRing ring = _server.Get<SessionKeys>().Ring;
        DateTimeOffset now = _server.Clock.GetUtcNow();
        Assert.Equal(TokenStatus.Valid, TokenSealer.TryOpen(ring, grant.Token, now, out SessionTicket? ticket));
        Assert.Equal(id, ticket!.EndpointId);
        Assert.Equal(id, grant.EndpointId);
        Assert.Equal(grant.SessionId, ticket.SessionId);
        Assert.Equal(grant.Secret, ticket.Secret);
        Assert.True(IpAddress.TryParse("127.0.0.1", out IpAddress here));
        Assert.True(IpAddress.TryParse("127.0.0.2", out IpAddress elsewhere));
        Assert.True(AddressProofs.Holds(ring, grant.SessionId, here, now, grant.AddressProof));
        Assert.False(AddressProofs.Holds(ring, grant.SessionId, elsewhere, now, grant.AddressProof));
        Assert.Equal(_server.Server.UdpPort, grant.UdpPort);
        Assert.Equal(4 * 3600, grant.ExpiresInSeconds);
        Assert.False(grant.RenewCertificate);
    }

    [Fact]
    public async Task Two_sessions_share_neither_number_nor_secret()
    {
        (HttpClient client, _) = await _server.EnrolledAsync();
        using HttpClient disposed = client;
        Guid instance = Guid.NewGuid();

        SessionGrant first = await TestServer.GrantAsync(client, instance);
        SessionGrant second = await TestServer.GrantAsync(client, instance);

        Assert.NotEqual(first.SessionId, second.SessionId);
        Assert.NotEqual(first.Secret, second.Secret);
        Assert.NotEqual(first.Token, second.Token);
    }

    [Fact]
    public async Task An_agent_that_starts_again_is_no_clone()
    {
        (HttpClient client, Guid id) = await _server.EnrolledAsync();
        using HttpClient disposed = client;

        for (int start = 0; start < 40; start++)
        {
            await TestServer.GrantAsync(client, Guid.NewGuid());
        }

        Assert.Equal(EndpointState.Active, (await _server.Get<EndpointStore>().FindAsync(id, CancellationToken.None))!.State);
        long remembered = await _server.Get<Database>().FirstAsync<long>("SELECT COUNT(*) FROM endpoint_instances", null, CancellationToken.None);
        Assert.InRange(remembered, 1, EndpointStore.MaxInstances);
    }

    [Fact]
    public async Task A_start_that_comes_back_after_a_later_one_is_held_until_somebody_approves()
    {
        (HttpClient client, Guid id) = await _server.EnrolledAsync();
        using HttpClient disposed = client;
        Guid original = Guid.NewGuid();
        await TestServer.GrantAsync(client, original);
        _server.Clock.Advance(TimeSpan.FromMinutes(1));
        await TestServer.GrantAsync(client, Guid.NewGuid());
        _server.Clock.Advance(TimeSpan.FromMinutes(1));

        string words = await Problems.ExpectAsync(await TestServer.OpenSessionAsync(client, original), HttpStatusCode.Forbidden, "endpoint-held");
        Assert.Contains("copy", words, StringComparison.Ordinal);
        await Problems.ExpectAsync(await TestServer.OpenSessionAsync(client), HttpStatusCode.Forbidden, "endpoint-held");

        await _server.WriteAsync(scope => EndpointStore.SetStateAsync(scope, id, EndpointState.Active, null, _server.Clock.GetUtcNow()));
        await TestServer.GrantAsync(client, original);
    }

    [Fact]
    public async Task A_revocation_holds_at_once_on_a_connection_that_is_open()
    {
        (HttpClient client, Guid id) = await _server.EnrolledAsync();
        using HttpClient disposed = client;
        await TestServer.GrantAsync(client);
        await _server.WriteAsync(scope => EndpointStore.SetStateAsync(scope, id, EndpointState.Revoked, "lost in a train", _server.Clock.GetUtcNow()));

        string words = await Problems.ExpectAsync(await TestServer.OpenSessionAsync(client), HttpStatusCode.Forbidden, "endpoint-revoked");
        Assert.Contains("lost in a train", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AgentRoutes.Sessions)]
    [InlineData(AgentRoutes.Certificate)]
    [InlineData(AgentRoutes.Logs)]
    [InlineData(AgentRoutes.SignIn)]
    public async Task Without_a_client_certificate_the_refusal_has_words(string route)
    {
        using HttpClient client = _server.Client();
        using StringContent body = new("{}");

        string words = await Problems.ExpectAsync(await client.PostAsync(route, body), HttpStatusCode.Unauthorized, "no-client-certificate");
        Assert.Contains("enroll", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_of_another_ca_reaches_http_and_is_refused_there()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={Guid.NewGuid()}", key, HashAlgorithmName.SHA256);
        using X509Certificate2 foreign = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using HttpClient client = _server.Client(foreign);

        await Problems.ExpectAsync(await TestServer.OpenSessionAsync(client), HttpStatusCode.Unauthorized, "foreign-client-certificate");
    }

    [Fact]
    public async Task The_servers_own_certificate_opens_no_session()
    {
        using X509Certificate2 own = X509Certificate2.CreateFromPemFile(Path.Combine(_server.Folder, "server.pem"), Path.Combine(_server.Folder, "server.pem"));
        using HttpClient client = _server.Client(own);

        await Problems.ExpectAsync(await TestServer.OpenSessionAsync(client), HttpStatusCode.Unauthorized, "foreign-client-certificate");
    }

    [Fact]
    public async Task An_expired_certificate_is_told_from_a_foreign_one()
    {
        (HttpClient client, _) = await _server.EnrolledAsync();
        using HttpClient disposed = client;
        _server.Clock.Advance(TimeSpan.FromDays(91));

        string words = await Problems.ExpectAsync(await TestServer.OpenSessionAsync(client), HttpStatusCode.Unauthorized, "expired-client-certificate");
        Assert.Contains("clock", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task From_two_thirds_of_its_life_on_a_certificate_is_asked_to_be_renewed()
    {
        (HttpClient client, _) = await _server.EnrolledAsync();
        using HttpClient disposed = client;
        _server.Clock.Advance(TimeSpan.FromDays(59));
        Assert.False((await TestServer.GrantAsync(client)).RenewCertificate);
        _server.Clock.Advance(TimeSpan.FromDays(1.1));
        Assert.True((await TestServer.GrantAsync(client)).RenewCertificate);
    }

    [Fact]
    public async Task A_renewal_with_a_new_key_replaces_the_old_one_when_it_is_first_used()
    {
        using ECDsa oldKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using ECDsa newKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        (_, EnrollmentAnswer? enrolled, X509Certificate2? oldCertificate) = await _server.EnrollAsync(await _server.TokenAsync(), oldKey);
        using HttpClient old = _server.Client(oldCertificate);

        HttpResponseMessage response = await old.PostAsJsonAsync(
            AgentRoutes.Certificate, new CertificateRenewal(TestServer.SigningRequest(newKey)), ContractJson.Default.CertificateRenewal);
        EnrollmentAnswer answer = (await response.Content.ReadFromJsonAsync(ContractJson.Default.EnrollmentAnswer))!;

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(enrolled!.EndpointId, answer.EndpointId);
        await TestServer.GrantAsync(old);
        using HttpClient renewed = _server.Client(TestServer.WithKey(answer.Certificate!, newKey));
        await TestServer.GrantAsync(renewed);
        await Problems.ExpectAsync(await TestServer.OpenSessionAsync(old), HttpStatusCode.Unauthorized, "replaced-client-certificate");
    }

    [Fact]
    public async Task Nobody_renews_into_the_key_of_another_endpoint()
    {
        using ECDsa taken = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await _server.EnrollAsync(await _server.TokenAsync(), taken);
        (HttpClient client, _) = await _server.EnrolledAsync();
        using HttpClient disposed = client;

        HttpResponseMessage response = await client.PostAsJsonAsync(
            AgentRoutes.Certificate, new CertificateRenewal(TestServer.SigningRequest(taken)), ContractJson.Default.CertificateRenewal);

        await Problems.ExpectAsync(response, HttpStatusCode.BadRequest, "invalid-request");
    }
}
