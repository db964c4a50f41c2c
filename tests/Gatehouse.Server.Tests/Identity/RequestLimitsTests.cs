using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Contracts.Administration;
using Gatehouse.Contracts.Agents;
using Gatehouse.Server.Identity;
using Gatehouse.Server.Problems;
using Gatehouse.Server.Tests.Administration;

namespace Gatehouse.Server.Tests.Identity;

public sealed class RequestLimitsTests
{
    // More than the stock at a time, so that it runs out however slow the machine is.
    private const int AtATime = 200;
    private const string Kind = "too-many-requests";

    [Fact]
    public async Task An_endpoint_that_asks_too_often_waits_and_its_neighbour_does_not()
    {
        await using TestServer server = await TestServer.StartAsync();
        (HttpClient busy, Guid id) = await server.EnrolledAsync();
        using HttpClient first = busy;
        (HttpClient neighbour, _) = await server.EnrolledAsync();
        using HttpClient second = neighbour;

        (int answered, ProblemDocument problem) = await AskAsync(() => SendLogAsync(busy));

        Assert.True(answered >= RequestLimits.EndpointStock, $"only {answered} were answered");
        Assert.Contains(id.ToString(), problem.Detail, StringComparison.Ordinal);
        using HttpResponseMessage other = await SendLogAsync(neighbour);
        Assert.Equal(HttpStatusCode.NoContent, other.StatusCode);
        await AnsweredAgainAsync(() => SendLogAsync(busy));
    }

    [Fact]
    public async Task Whoever_holds_a_replaced_certificate_takes_nothing_from_its_endpoint()
    {
        await using TestServer server = await TestServer.StartAsync();
        using ECDsa oldKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using ECDsa newKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        (_, _, X509Certificate2? replaced) = await server.EnrollAsync(await server.TokenAsync(), oldKey);
        using HttpClient holder = server.Client(replaced);
        using HttpResponseMessage response = await holder.PostAsJsonAsync(
            AgentRoutes.Certificate, new CertificateRenewal(TestServer.SigningRequest(newKey)), ContractJson.Default.CertificateRenewal);
        EnrollmentAnswer renewal = (await response.Content.ReadFromJsonAsync(ContractJson.Default.EnrollmentAnswer))!;
        using HttpClient endpoint = server.Client(TestServer.WithKey(renewal.Certificate!, newKey));
        await AnsweredAsync(endpoint);

        // Refused until the key may not even ask.
        bool isStopped = false;
        while (!isStopped)
        {
            HttpResponseMessage[] refused = await Task.WhenAll(Enumerable.Range(0, AtATime).Select(_ => SendLogAsync(holder)));
            Assert.DoesNotContain(refused, answer => answer.IsSuccessStatusCode);
            isStopped = refused.Any(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        }

        await AnsweredAsync(endpoint);
    }

    [Fact]
    public async Task An_endpoint_that_asks_too_often_is_still_recognised()
    {
        await using TestServer server = await TestServer.StartAsync();
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        (_, EnrollmentAnswer? enrolled, X509Certificate2? certificate) = await server.EnrollAsync(await server.TokenAsync(), key);
        RequestLimits limits = server.Get<RequestLimits>();
        while (limits.Count(enrolled!.EndpointId) is null)
        {
            // Until its stock is used up.
        }

        (Gatehouse.Server.Storage.Endpoint? endpoint, Problem? refusal) = await server.Get<EndpointGate>().RecogniseAsync(certificate, CancellationToken.None);

        Assert.Equal(enrolled.EndpointId, endpoint?.Id);
        Assert.Same(ProblemKind.TooManyRequests, refusal?.Kind);
    }

    [Fact]
    public async Task A_token_that_asks_too_often_waits_and_another_does_not()
    {
        await using AdministrationServer server = await AdministrationServer.StartAsync();

        (int answered, ProblemDocument problem) = await AskAsync(() => server.Viewer.GetAsync("/api/v1/overview"));

        Assert.True(answered >= RequestLimits.TokenStock, $"only {answered} were answered");
        Assert.Contains("the Viewer", problem.Detail, StringComparison.Ordinal);
        using HttpResponseMessage other = await server.Operator.GetAsync("/api/v1/overview");
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        await AnsweredAgainAsync(() => server.Viewer.GetAsync("/api/v1/overview"));
    }

    [Fact]
    public async Task Tokens_that_do_not_work_take_nothing_from_one_that_does()
    {
        await using AdministrationServer server = await AdministrationServer.StartAsync();
        string secret = await server.SecretAsync(ApiRole.Viewer, "guessed at");
        using HttpClient guesser = server.With(secret[..^4] + "0000");
        using HttpClient holder = server.With(secret);

        for (int sent = 0; sent < RequestLimits.TokenStock + AtATime; sent += AtATime)
        {
            HttpResponseMessage[] refused = await Task.WhenAll(Enumerable.Range(0, AtATime).Select(_ => guesser.GetAsync("/api/v1/overview")));
            Assert.All(refused, answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode));
        }

        using HttpResponseMessage answer = await holder.GetAsync("/api/v1/overview");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    // Until one is refused; gives how many were answered before, and the refusal.
    private static async Task<(int Answered, ProblemDocument Refusal)> AskAsync(Func<Task<HttpResponseMessage>> ask)
    {
        int answered = 0;
        while (true)
        {
            HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, AtATime).Select(_ => ask()));
            answered += answers.Count(answer => answer.IsSuccessStatusCode);
            if (answers.FirstOrDefault(answer => !answer.IsSuccessStatusCode) is not { } refused)
            {
                continue;
            }

            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.True(refused.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1), "no Retry-After");
            ProblemDocument problem = (await refused.Content.ReadFromJsonAsync(AdministrationJson.Default.ProblemDocument))!;
            Assert.EndsWith(Kind, problem.Type, StringComparison.Ordinal);
            return (answered, problem);
        }
    }

    private static async Task AnsweredAsync(HttpClient client)
    {
        using HttpResponseMessage answer = await SendLogAsync(client);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    private static async Task AnsweredAgainAsync(Func<Task<HttpResponseMessage>> ask)
    {
        for (int attempt = 0; ; attempt++)
        {
            using HttpResponseMessage answer = await ask();
            if (answer.IsSuccessStatusCode)
            {
                return;
            }

            Assert.True(attempt < 5, "never answered again");
            await Task.Delay(answer.Headers.RetryAfter!.Delta!.Value, TestContext.Current.CancellationToken);
        }
    }

    private static Task<HttpResponseMessage> SendLogAsync(HttpClient client) =>
        client.PostAsJsonAsync(AgentRoutes.Logs, new LogUpload(["a line"]), ContractJson.Default.LogUpload);
}
