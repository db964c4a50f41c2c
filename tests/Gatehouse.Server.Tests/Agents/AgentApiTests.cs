using System.Net;
using System.Net.Http.Json;
using System.Text;
using Gatehouse.Contracts.Agents;
using Gatehouse.Server.Agents;
using Gatehouse.Server.Identity;
using Gatehouse.Server.Storage;
using Gatehouse.Server.Tests.Storage;

namespace Gatehouse.Server.Tests.Agents;

public abstract class AgentApiTests(DatabaseKind database) : IAsyncLifetime
{
    private TestServer _server = null!;
    private HttpClient _client = null!;
    private Guid _id;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync(database);
        (_client, _id) = await _server.EnrolledAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Lines_of_a_log_are_kept_in_order_and_are_a_truth_of_their_own()
    {
        Assert.Equal(HttpStatusCode.NoContent, (await LogAsync("one", "two\0")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await LogAsync("three")).StatusCode);

        IReadOnlyList<AgentLogLine> lines = await _server.Get<AgentLogStore>().TailAsync(_id, 10, CancellationToken.None);
        Assert.Equal(["one", "two\uFFFD", "three"], lines.Select(line => line.Line));
        Endpoint endpoint = (await _server.Get<EndpointStore>().FindAsync(_id, CancellationToken.None))!;
        Assert.NotNull(endpoint.LastLogAt);
        Assert.Null(endpoint.LastHeartbeatAt);
        Assert.Null(endpoint.LastVerdictAt);
        Assert.Null(endpoint.PolicyHeldAt);
    }

    [Fact]
    public async Task Only_the_last_lines_of_an_endpoint_are_kept()
    {
        for (int upload = 0; upload < 7; upload++)
        {
            int first = upload * 1_000;
            Assert.Equal(HttpStatusCode.NoContent, (await LogAsync([.. Enumerable.Range(first, 1_000).Select(i => $"line {i}")])).StatusCode);
        }

        IReadOnlyList<AgentLogLine> lines = await _server.Get<AgentLogStore>().TailAsync(_id, int.MaxValue, CancellationToken.None);
        Assert.Equal(AgentLogStore.MaxLines, lines.Count);
        Assert.Equal("line 6999", lines[^1].Line);
        Assert.Equal("line 2000", lines[0].Line);
    }

    [Fact]
    public async Task Too_many_and_too_long_lines_are_refused()
    {
        await Problems.ExpectAsync(await LogAsync([.. Enumerable.Repeat("x", 1_001)]), HttpStatusCode.RequestEntityTooLarge, "too-large");
        await Problems.ExpectAsync(await LogAsync(new string('x', 4_097)), HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Fact]
    public async Task A_huge_body_is_refused_before_it_is_read()
    {
        using HttpClient stranger = _server.Client();
        using StringContent body = new(new string('x', AgentApi.MaxBody + 1), Encoding.UTF8, "application/json");

        await Problems.ExpectAsync(await stranger.PostAsync(AgentRoutes.Enroll, body), HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"token\":null}")]
    [InlineData("{\"token\":1,\"certificateRequest\":2}")]
    [InlineData("\u0000\u0001")]
    public async Task What_is_no_request_is_refused_in_words(string text)
    {
        using HttpClient stranger = _server.Client();
        using StringContent body = new(text, Encoding.UTF8, "application/json");

        await Problems.ExpectAsync(await stranger.PostAsync(AgentRoutes.Enroll, body), HttpStatusCode.BadRequest, "invalid-request");
    }

    [Fact]
    public async Task Deep_nesting_and_null_lines_are_refused()
    {
        using StringContent deep = new($"{{\"lines\":{new string('[', 5_000)}", Encoding.UTF8, "application/json");
        await Problems.ExpectAsync(await _client.PostAsync(AgentRoutes.Logs, deep), HttpStatusCode.BadRequest, "invalid-request");
        using StringContent nothing = new("{\"lines\":[null]}", Encoding.UTF8, "application/json");
        await Problems.ExpectAsync(await _client.PostAsync(AgentRoutes.Logs, nothing), HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Fact]
    public async Task Damaged_requests_never_make_the_server_fail()
    {
        byte[] good = Encoding.UTF8.GetBytes("""{"instanceId":"00000000-0000-0000-0000-000000000001","hostName":"a","hardwareIds":["b"],"operatingSystem":"c","agentVersion":"d","capability":1}""");
        foreach (byte[] mutant in Gatehouse.Tests.Common.Mutations.Of(good, 150, seed: 5))
        {
            using ByteArrayContent body = new(mutant);
            HttpResponseMessage response = await _client.PostAsync(AgentRoutes.Sessions, body);
            Assert.True((int)response.StatusCode < 500, $"{(int)response.StatusCode} for {Encoding.UTF8.GetString(mutant)}");
        }
    }

    [Fact]
    public async Task A_user_signs_in_with_the_right_password_only()
    {
        await _server.Get<UserAccounts>().SetAsync("Alice", "correct horse", CancellationToken.None);

        Assert.True((await SignInAsync("alice", "correct horse")).Accepted);
        UserSignInAnswer wrong = await SignInAsync("alice", "wrong horse");
        UserSignInAnswer unknown = await SignInAsync("mallory", "wrong horse");

        Assert.False(wrong.Accepted);
        Assert.Equal(wrong, unknown);
    }

    [Fact]
    public async Task A_disabled_account_is_refused_like_a_wrong_password()
    {
        await _server.Get<UserAccounts>().SetAsync("alice", "correct horse", CancellationToken.None);
        await _server.WriteAsync(scope => UserStore.DisableAsync(scope, "alice", _server.Clock.GetUtcNow()));

        Assert.False((await SignInAsync("alice", "correct horse")).Accepted);
    }

    [Fact]
    public async Task After_five_failures_the_next_try_waits_a_second_and_then_longer()
    {
        await _server.Get<UserAccounts>().SetAsync("alice", "correct horse", CancellationToken.None);
        for (int failure = 0; failure < SignInLimiter.FreeFailures; failure++)
        {
            Assert.Equal(0, (await SignInAsync("alice", "wrong horse")).RetryAfterSeconds);
        }

        Assert.Equal(1, (await SignInAsync("alice", "correct horse")).RetryAfterSeconds);
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, (await SignInAsync("alice", "wrong horse")).RetryAfterSeconds);
        Assert.Equal(2, (await SignInAsync("alice", "correct horse")).RetryAfterSeconds);
        _server.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.True((await SignInAsync("alice", "correct horse")).Accepted);
    }

    [Fact]
    public void The_limiter_forgets_the_oldest_and_its_memory_is_bounded()
    {
        SignInLimiter limiter = new(_server.Clock);
        for (int i = 0; i < SignInLimiter.FreeFailures; i++)
        {
            limiter.Failed("first");
        }

        Assert.True(limiter.Wait("first") > TimeSpan.Zero);
        _server.Clock.Advance(TimeSpan.FromMilliseconds(1));
        for (int i = 0; i <= SignInLimiter.MaxKeys; i++)
        {
            limiter.Failed($"key {i}");
        }

        Assert.Equal(TimeSpan.Zero, limiter.Wait("first"));
    }

    [Fact]
    public void A_password_is_hashed_slowly_with_a_salt_of_its_own()
    {
        string hash = PasswordHash.Create("correct horse");

        Assert.StartsWith("pbkdf2-sha512$210000$", hash, StringComparison.Ordinal);
        Assert.NotEqual(hash, PasswordHash.Create("correct horse"));
        Assert.True(PasswordHash.Fits(hash, "correct horse"));
        Assert.False(PasswordHash.Fits(hash, "correct horsf"));
        Assert.StartsWith("pbkdf2-sha512$210000$", PasswordHash.OfNobody, StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> LogAsync(params string[] lines) =>
        _client.PostAsJsonAsync(AgentRoutes.Logs, new LogUpload(lines), ContractJson.Default.LogUpload);

    private async Task<UserSignInAnswer> SignInAsync(string name, string password)
    {
        HttpResponseMessage response = await _client.PostAsJsonAsync(AgentRoutes.SignIn, new UserSignIn(name, password), ContractJson.Default.UserSignIn);
        return (await response.Content.ReadFromJsonAsync(ContractJson.Default.UserSignInAnswer))!;
    }
}
