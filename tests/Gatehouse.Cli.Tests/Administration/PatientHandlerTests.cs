using System.Net;
using System.Net.Http.Headers;
using Gatehouse.Cli.Administration;

namespace Gatehouse.Cli.Tests.Administration;

public sealed class PatientHandlerTests
{
    [Fact]
    public async Task Asks_again_after_as_long_as_the_server_says()
    {
        using Answers answers = new(TimeSpan.FromMilliseconds(1), refusals: 2);
        using HttpClient client = new(new PatientHandler(answers));

        using HttpResponseMessage answer = await client.GetAsync(new Uri("https://gate.example.org/"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(3, answers.Asked);
    }

    [Fact]
    public async Task Gives_back_what_asks_for_a_long_wait()
    {
        using Answers answers = new(TimeSpan.FromHours(1), refusals: 1);
        using HttpClient client = new(new PatientHandler(answers));

        using HttpResponseMessage answer = await client.GetAsync(new Uri("https://gate.example.org/"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal(1, answers.Asked);
    }

    private sealed class Answers(TimeSpan wait, int refusals) : HttpMessageHandler
    {
        public int Asked { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage answer = new(Asked++ < refusals ? HttpStatusCode.TooManyRequests : HttpStatusCode.OK);
            answer.Headers.RetryAfter = answer.IsSuccessStatusCode ? null : new RetryConditionHeaderValue(wait);
            return Task.FromResult(answer);
        }
    }
}
