using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Contracts.Agents;
using Gatehouse.Server.Identity;
using Gatehouse.Server.Storage;
using Gatehouse.Server.Tests.Storage;
using EnrollmentTokenText = Gatehouse.Contracts.Agents.EnrollmentToken;

namespace Gatehouse.Server.Tests.Agents;

public abstract class EnrollmentTests(DatabaseKind database) : IAsyncLifetime
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private TestServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync(database);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _key.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_token_buys_a_certificate_with_an_identity_of_the_server_and_not_of_the_request()
    {
        (HttpResponseMessage response, EnrollmentAnswer? answer, X509Certificate2? certificate) = await _server.EnrollAsync(await _server.TokenAsync(), _key);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("active", answer!.State);
        Assert.Equal($"CN={answer.EndpointId}", certificate!.Subject);
        Assert.Equal(2, answer.TrustAnchors.Count);
        Assert.InRange(certificate.NotAfter.ToUniversalTime(), _server.Clock.GetUtcNow().AddDays(89).UtcDateTime, _server.Clock.GetUtcNow().AddDays(91).UtcDateTime);

        using HttpClient client = _server.Client(certificate);
        HttpResponseMessage session = await TestServer.OpenSessionAsync(client);
        Assert.Equal(HttpStatusCode.OK, session.StatusCode);
    }

    [Fact]
    public async Task The_same_key_gets_the_same_identity_and_costs_no_second_use()
    {
        string token = await _server.TokenAsync(uses: 1);
        (_, EnrollmentAnswer? first, _) = await _server.EnrollAsync(token, _key);
        (HttpResponseMessage response, EnrollmentAnswer? second, _) = await _server.EnrollAsync(token, _key);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(first!.EndpointId, second!.EndpointId);
    }

    [Fact]
    public async Task Two_at_once_with_a_token_for_one_enrol_one()
    {
        string token = await _server.TokenAsync(uses: 1);
        ECDsa[] keys = [.. Enumerable.Range(0, 6).Select(_ => ECDsa.Create(ECCurve.NamedCurves.nistP256))];

        var outcomes = await Task.WhenAll(keys.Select(key => _server.EnrollAsync(token, key)));

        Assert.Single(outcomes, outcome => outcome.Response.StatusCode == HttpStatusCode.Created);
        string words = await Problems.ExpectAsync(
            outcomes.First(outcome => outcome.Response.StatusCode != HttpStatusCode.Created).Response, HttpStatusCode.Forbidden, "enrollment-token");
        Assert.Contains("as often as it may be", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_secret_and_an_unknown_token_get_the_same_answer()
    {
        Assert.True(EnrollmentTokenText.TryParse(await _server.TokenAsync(), out EnrollmentTokenText? token));
        (HttpResponseMessage wrong, _, _) = await _server.EnrollAsync((token with { Secret = new byte[32] }).Write(), _key);
        (HttpResponseMessage unknown, _, _) = await _server.EnrollAsync((token with { Id = new byte[8] }).Write(), _key);

        string words = await Problems.ExpectAsync(wrong, HttpStatusCode.Forbidden, "enrollment-token");
        Assert.Equal(words, await Problems.ExpectAsync(unknown, HttpStatusCode.Forbidden, "enrollment-token"));
    }

    [Fact]
    public async Task A_token_that_was_cut_is_told_from_a_wrong_one()
    {
        (HttpResponseMessage response, _, _) = await _server.EnrollAsync((await _server.TokenAsync())[..^4], _key);

        Assert.Contains("copy it again", await Problems.ExpectAsync(response, HttpStatusCode.Forbidden, "enrollment-token"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_worth_nothing_from_its_last_moment_on()
    {
        string token = await _server.TokenAsync(hours: 1);
        _server.Clock.Advance(TimeSpan.FromHours(1));
        (HttpResponseMessage response, _, _) = await _server.EnrollAsync(token, _key);

        Assert.Contains("expired", await Problems.ExpectAsync(response, HttpStatusCode.Forbidden, "enrollment-token"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_still_holds_a_moment_before_its_end()
    {
        string token = await _server.TokenAsync(hours: 1);
        _server.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(1));

        Assert.Equal(HttpStatusCode.Created, (await _server.EnrollAsync(token, _key)).Response.StatusCode);
    }

    [Fact]
    public async Task A_revoked_token_is_said_to_be_revoked()
    {
        string token = await _server.TokenAsync();
        await _server.WriteAsync(scope => EnrollmentTokenStore.RevokeAsync(scope, token.Split('.')[1], _server.Clock.GetUtcNow()));
        (HttpResponseMessage response, _, _) = await _server.EnrollAsync(token, _key);

        Assert.Contains("revoked", await Problems.ExpectAsync(response, HttpStatusCode.Forbidden, "enrollment-token"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_secret_is_not_in_the_data_folder()
    {
        string token = await _server.TokenAsync();
        byte[] secret = System.Text.Encoding.ASCII.GetBytes(token.Split('.')[2]);
        Assert.True(EnrollmentTokenText.TryParse(token, out EnrollmentTokenText? parsed));
        await _server.Server.DisposeAsync();

        foreach (string file in Directory.EnumerateFiles(_server.Folder, "*", SearchOption.AllDirectories))
        {
            byte[] content = await File.ReadAllBytesAsync(file);
            Assert.Equal(-1, content.AsSpan().IndexOf(secret));
            Assert.Equal(-1, content.AsSpan().IndexOf(parsed.Secret));
        }
    }

    [Fact]
    public async Task Known_hardware_with_a_new_key_is_held_and_the_old_endpoint_stays_as_it_is()
    {
        string token = await _server.TokenAsync(uses: 2);
        (_, EnrollmentAnswer? first, X509Certificate2? certificate) = await _server.EnrollAsync(token, _key, "machine-id:7", "mac:1");
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        (HttpResponseMessage response, EnrollmentAnswer? held, X509Certificate2? none) = await _server.EnrollAsync(token, other, "machine-id:7");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("held", held!.State);
        Assert.Null(none);
        Assert.NotEqual(first!.EndpointId, held.EndpointId);
        Assert.Contains(first.EndpointId.ToString(), held.Reason, StringComparison.Ordinal);
        using HttpClient client = _server.Client(certificate);
        Assert.Equal(HttpStatusCode.OK, (await TestServer.OpenSessionAsync(client)).StatusCode);
    }

    [Fact]
    public async Task A_held_endpoint_gets_its_certificate_once_it_is_approved()
    {
        string token = await _server.TokenAsync(uses: 2);
        await _server.EnrollAsync(token, _key, "machine-id:7");
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        (_, EnrollmentAnswer? held, _) = await _server.EnrollAsync(token, other, "machine-id:7");
        await _server.WriteAsync(scope => EndpointStore.SetStateAsync(scope, held!.EndpointId, EndpointState.Active, null, _server.Clock.GetUtcNow()));

        (HttpResponseMessage response, EnrollmentAnswer? approved, X509Certificate2? certificate) = await _server.EnrollAsync(token, other, "machine-id:7");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(held!.EndpointId, approved!.EndpointId);
        using HttpClient client = _server.Client(certificate);
        Assert.Equal(HttpStatusCode.OK, (await TestServer.OpenSessionAsync(client)).StatusCode);
    }

    [Fact]
    public async Task A_revoked_key_does_not_enrol_again()
    {
        string token = await _server.TokenAsync(uses: 2);
        (_, EnrollmentAnswer? answer, _) = await _server.EnrollAsync(token, _key);
        await _server.WriteAsync(scope => EndpointStore.SetStateAsync(scope, answer!.EndpointId, EndpointState.Revoked, "stolen", _server.Clock.GetUtcNow()));

        (HttpResponseMessage response, _, _) = await _server.EnrollAsync(token, _key);

        Assert.Contains("stolen", await Problems.ExpectAsync(response, HttpStatusCode.Forbidden, "endpoint-revoked"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_with_the_pin_of_another_server_does_not_go_on()
    {
        await using TestServer other = await TestServer.StartAsync(database);
        using HttpClient client = _server.Client(anchor: other.Get<CertificateAuthority>().InUse.Certificate);

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(AgentRoutes.TrustAnchors));
        Assert.NotEqual(_server.Server.Pin, other.Server.Pin);
    }

    [Fact]
    public async Task Two_anchors_are_served_and_the_one_in_use_is_first()
    {
        using HttpClient client = _server.Client();
        X509Certificate2Collection anchors = [];
        anchors.ImportFromPem(await client.GetStringAsync(AgentRoutes.TrustAnchors));

        Assert.Equal(2, anchors.Count);
        Assert.Equal(_server.Server.Pin, SHA256.HashData(anchors[0].PublicKey.ExportSubjectPublicKeyInfo()));
        Assert.All(anchors, anchor => Assert.False(anchor.HasPrivateKey));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    public async Task A_request_that_cannot_be_read_is_refused_in_words(string request)
    {
        using HttpClient client = _server.Client();
        EnrollmentRequest body = TestServer.Request(await _server.TokenAsync(), _key) with { CertificateRequest = request };

        HttpResponseMessage response = await client.PostAsJsonAsync(AgentRoutes.Enroll, body, ContractJson.Default.EnrollmentRequest);

        Assert.Contains("PKCS #10", await Problems.ExpectAsync(response, HttpStatusCode.BadRequest, "invalid-request"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_signed_with_another_key_is_refused()
    {
        string pem = TestServer.SigningRequest(_key);
        byte[] der = Convert.FromBase64String(string.Concat(pem.Split('\n').Where(line => !line.StartsWith('-'))));
        der[^1] ^= 1;

        await RefusedAsync(PemEncoding.WriteString("CERTIFICATE REQUEST", der));
    }

    [Fact]
    public async Task A_key_of_another_kind_is_refused_before_anything_is_computed_with_it()
    {
        using RSA rsa = RSA.Create(1024);
        await RefusedAsync(new CertificateRequest("CN=x", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSigningRequestPem());
        using ECDsa brainpool = ECDsa.Create(ECCurve.NamedCurves.nistP521);
        await RefusedAsync(TestServer.SigningRequest(brainpool));
    }

    [Fact]
    public async Task Damaged_requests_never_enrol_and_never_break_the_server()
    {
        string pem = TestServer.SigningRequest(_key);
        byte[] der = Convert.FromBase64String(string.Concat(pem.Split('\n').Where(line => !line.StartsWith('-'))));
        foreach (byte[] mutant in Gatehouse.Tests.Common.Mutations.Of(der, 2_000, seed: 7).Where(mutant => !mutant.AsSpan().SequenceEqual(der)))
        {
            // A change that keeps the key and its signature whole (an attribute nobody reads) does not exist: the signature covers everything.
            SigningRequest? read = SigningRequest.TryRead(PemEncoding.WriteString("CERTIFICATE REQUEST", mutant), out _);
            Assert.True(read is null || mutant.AsSpan().StartsWith(der), Convert.ToHexString(mutant));
        }

        Assert.Equal(HttpStatusCode.Created, (await _server.EnrollAsync(await _server.TokenAsync(), _key)).Response.StatusCode);
    }

    [Fact]
    public async Task Facts_beyond_their_bounds_are_refused()
    {
        using HttpClient client = _server.Client();
        EnrollmentRequest good = TestServer.Request(await _server.TokenAsync(), _key);
        EnrollmentRequest[] bad =
        [
            good with { HostName = new string('x', 254) },
            good with { HostName = "a\nb" },
            good with { HardwareIds = [.. Enumerable.Range(0, 17).Select(i => $"mac:{i}")] },
            good with { HardwareIds = [new string('x', 129)] },
            good with { OperatingSystem = new string('x', 257) },
        ];

        foreach (EnrollmentRequest request in bad)
        {
            await Problems.ExpectAsync(
                await client.PostAsJsonAsync(AgentRoutes.Enroll, request, ContractJson.Default.EnrollmentRequest), HttpStatusCode.BadRequest, "invalid-request");
        }
    }

    private async Task RefusedAsync(string request)
    {
        using HttpClient client = _server.Client();
        EnrollmentRequest body = TestServer.Request(await _server.TokenAsync(), _key) with { CertificateRequest = request };
        HttpResponseMessage response = await client.PostAsJsonAsync(AgentRoutes.Enroll, body, ContractJson.Default.EnrollmentRequest);
        await Problems.ExpectAsync(response, HttpStatusCode.BadRequest, "invalid-request");
    }
}
