using System.Net;
using System.Net.Http.Json;
using Gatehouse.Contracts.Administration;
using Gatehouse.Contracts.Agents;
using Gatehouse.Server.Identity;
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
