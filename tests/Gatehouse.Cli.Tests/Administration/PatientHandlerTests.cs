using System.Net;
using System.Net.Http.Headers;
using Gatehouse.Cli.Administration;

namespace Gatehouse.Cli.Tests.Administration;

public sealed class PatientHandlerTests
{
    private readonly SkippingClock _clock = new();

    [Theory]
    [InlineData(7, 7)]
    [InlineData(1, 1)]
    [InlineData(0, 1)]
    public async Task Asks_again_after_as_long_as_the_server_says_and_never_at_once(int said, int waited)
    {
        using Answers answers = new(TimeSpan.FromSeconds(said), refusals: 2);
        using HttpClient client = new(new PatientHandler(answers, _clock));

        using HttpResponseMessage answer = await client.GetAsync(new Uri("https://gate.example.org/"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(3, answers.Asked);
        Assert.Equal([TimeSpan.FromSeconds(waited), TimeSpan.FromSeconds(waited)], _clock.Waits);
    }

    [Fact]
    public async Task Gives_back_what_asks_for_a_long_wait()
    {
        using Answers answers = new(TimeSpan.FromHours(1), refusals: 1);
        using HttpClient client = new(new PatientHandler(answers, _clock));

        using HttpResponseMessage answer = await client.GetAsync(new Uri("https://gate.example.org/"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal(1, answers.Asked);
    }

    /// <summary>A clock on which nobody waits, but how long is noted.</summary>
    private sealed class SkippingClock : TimeProvider
    {
        public List<TimeSpan> Waits { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Add(dueTime);
            return base.CreateTimer(callback, state, TimeSpan.FromMilliseconds(1), period);
        }
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
