using System.Threading.RateLimiting;
using Gatehouse.Server.Problems;

namespace Gatehouse.Server.Identity;

/// <summary>
/// Bounds how often one identity asks over HTTPS, once it is proven: an endpoint by the key that holds now, an administrator by an API token. Each has
/// a stock of requests that fills up again, of which honest use takes a small part. Where a request comes from does not matter, so a branch behind one
/// address is not punished; what strangers may do is bounded elsewhere. Whether a key holds is a question to the database, so how often a key asks it
/// is bounded too, for itself: whoever has a replaced key takes nothing from the endpoint. Who rests is forgotten 10 s after the stock is full again:
/// within 70 s for an endpoint or a key that used it up, 20 s for a token.
/// </summary>
internal sealed class RequestLimits : IDisposable
{
    /// <summary>Requests of an endpoint at once. A start takes about ten, a long log to hand over included.</summary>
    public const int EndpointStock = 120;

    /// <summary>Requests of an endpoint in a second, for ever. Heartbeats and checks over HTTPS, as often as a policy can ask for them, are one.</summary>
    public const int EndpointRate = 2;

    /// <summary>Requests with a key at once; more than an endpoint's, so that the key that holds meets the endpoint's bound first.</summary>
    public const int KeyStock = 2 * EndpointStock;

    /// <summary>Requests with a key in a second, for ever.</summary>
    public const int KeyRate = 2 * EndpointRate;

    /// <summary>Requests with an API token at once: lists of 100,000 endpoints.</summary>
    public const int TokenStock = 500;

    /// <summary>Requests with an API token in a second, for ever.</summary>
    public const int TokenRate = 50;

    private const string CertificateRemedy = "no agent does so by itself; look for a program that uses its certificate, or a copy of the agent";

    // A stock gets some more each period, so that is how long who is refused must wait.
    private const int PeriodSeconds = 1;

    private readonly PartitionedRateLimiter<Guid> _endpoints = PartitionedRateLimiter.Create<Guid, Guid>(
        id => RateLimitPartition.GetTokenBucketLimiter(id, _ => Stock(EndpointStock, EndpointRate)));

    private readonly PartitionedRateLimiter<string> _keys = PartitionedRateLimiter.Create<string, string>(
        key => RateLimitPartition.GetTokenBucketLimiter(key, _ => Stock(KeyStock, KeyRate)), StringComparer.Ordinal);

    private readonly PartitionedRateLimiter<string> _tokens = PartitionedRateLimiter.Create<string, string>(
        id => RateLimitPartition.GetTokenBucketLimiter(id, _ => Stock(TokenStock, TokenRate)), StringComparer.Ordinal);

    /// <summary>Counts a request of an endpoint.</summary>
    /// <param name="id">The endpoint, proven by the key that holds now.</param>
    /// <returns>The refusal when it asks too often; otherwise null.</returns>
    public Problem? Count(Guid id) => Take(_endpoints, id)
        ? null
        : TooMany(
            $"endpoint {id} asked more than {EndpointRate} times a second for a while",
            CertificateRemedy);

    /// <summary>Counts a request with a key, whether it still holds or not.</summary>
    /// <param name="id">The endpoint that a certificate of this server names for the key.</param>
    /// <param name="fingerprint">SHA-256 of the public key.</param>
    /// <returns>The refusal when it asks too often; otherwise null.</returns>
    public Problem? CountKey(Guid id, ReadOnlySpan<byte> fingerprint) => Take(_keys, Convert.ToHexString(fingerprint))
        ? null
        : TooMany($"one certificate of endpoint {id} asked more than {KeyRate} times a second for a while", CertificateRemedy);

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
        _keys.Dispose();
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
