using System.Threading.RateLimiting;
using Gatehouse.Server.Problems;

namespace Gatehouse.Server.Identity;

/// <summary>
/// Bounds how often one identity asks over HTTPS, once it is proven: an endpoint by its certificate, an administrator by an API token. Each has a
/// stock of requests that fills up again, of which honest use takes a small part. Where a request comes from does not matter, so a branch behind one
/// address is not punished; what strangers may do is bounded elsewhere. Who rests is forgotten 10 s after
/// the stock is full again: within 70 s for an endpoint that used it up, 20 s for a token.
/// </summary>
internal sealed class RequestLimits : IDisposable
{
    /// <summary>Requests of an endpoint at once. A start takes about ten, a long log to hand over included.</summary>
    public const int EndpointStock = 120;

    /// <summary>Requests of an endpoint in a second, for ever. Heartbeats and checks over HTTPS, as often as a policy can ask for them, are one.</summary>
    public const int EndpointRate = 2;

    /// <summary>Requests with an API token at once: lists of 100,000 endpoints.</summary>
    public const int TokenStock = 500;

    /// <summary>Requests with an API token in a second, for ever.</summary>
    public const int TokenRate = 50;

    // A stock gets some more each period, so that is how long who is refused must wait.
    private const int PeriodSeconds = 1;

    private readonly PartitionedRateLimiter<Guid> _endpoints = PartitionedRateLimiter.Create<Guid, Guid>(
        id => RateLimitPartition.GetTokenBucketLimiter(id, _ => Stock(EndpointStock, EndpointRate)));

    private readonly PartitionedRateLimiter<string> _tokens = PartitionedRateLimiter.Create<string, string>(
        id => RateLimitPartition.GetTokenBucketLimiter(id, _ => Stock(TokenStock, TokenRate)), StringComparer.Ordinal);

    /// <summary>Counts a request of an endpoint.</summary>
    /// <param name="id">The endpoint, proven by a certificate of this server.</param>
    /// <returns>The refusal when it asks too often; otherwise null.</returns>
    public Problem? Count(Guid id) => Take(_endpoints, id)
        ? null
        : TooMany(
            $"endpoint {id} asked more than {EndpointRate} times a second for a while",
            "an agent does so by itself; look for a program that uses its certificate, or a copy of the agent");

    /// <summary>Counts a request with an API token.</summary>
    /// <param name="id">Id of the token.</param>
    /// <param name="name">Its name.</param>
    /// <returns>The refusal when it asks too often; otherwise null.</returns>
    public Problem? Count(string id, string name) => Take(_tokens, id)
        ? null
        : TooMany(
            $"the API token '{name}' asked more than {TokenRate} times a second for a while", "give each program a token of its own (`gatehouse api-token create`)");

    /// <inheritdoc/>
    public void Dispose()
    {
        _endpoints.Dispose();
        _tokens.Dispose();
    }

    private static bool Take<T>(PartitionedRateLimiter<T> limiter, T identity)
    {
        using RateLimitLease lease = limiter.AttemptAcquire(identity);
        return lease.IsAcquired;
    }

    private static Problem TooMany(string what, string remedy) =>
        new(ProblemKind.TooManyRequests, $"{what}; ask again in {PeriodSeconds} s: {remedy}") { RetryAfterSeconds = PeriodSeconds };

    private static TokenBucketRateLimiterOptions Stock(int size, int rate) => new()
    {
        TokenLimit = size,
        TokensPerPeriod = rate,
        ReplenishmentPeriod = TimeSpan.FromSeconds(PeriodSeconds),
        QueueLimit = 0,
    };
}
