using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Server.Problems;
using Gatehouse.Server.Storage;

namespace Gatehouse.Server.Identity;

/// <summary>Says who a client certificate is, now: the database is asked each time, so a revocation holds at once.</summary>
internal sealed class EndpointGate(CertificateAuthority authority, EndpointStore endpoints, RequestLimits limits, GroupCommit commit, TimeProvider clock)
{
    /// <summary>Recognises an endpoint.</summary>
    /// <param name="certificate">What it showed; null for nothing.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The endpoint, or the refusal; both when the endpoint is recognised and asks too often.</returns>
    public async Task<(Endpoint? Endpoint, Problem? Refusal)> RecogniseAsync(X509Certificate2? certificate, CancellationToken cancellation)
    {
        if (certificate is null)
        {
            return No(ProblemKind.NoCertificate, "no client certificate was shown; enrol the endpoint (gatehouse agent enroll), or check whether a gateway opens TLS on the way");
        }

        if (!authority.Issued(certificate, clock.GetUtcNow(), out bool expired))
        {
            return expired
                ? No(ProblemKind.ExpiredCertificate, $"the client certificate holds from {Time(certificate.NotBefore)} to {Time(certificate.NotAfter)}; check the clock of the endpoint, or enrol it again with a new token")
                : No(ProblemKind.ForeignCertificate, "the client certificate was not issued by this server's CA; enrol the endpoint with a token of this server");
        }

        bool isNamed = Guid.TryParse(certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false), out Guid id);
        byte[] fingerprint = SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo());
        if (isNamed && limits.CountKey(id, fingerprint) is Problem tooManyOfKey)
        {
            return (null, tooManyOfKey);
        }

        Endpoint? endpoint = isNamed ? await endpoints.FindAsync(id, cancellation) : null;
        if (endpoint is null)
        {
            return No(ProblemKind.UnknownEndpoint, "the server does not know this endpoint any more; enrol it again with a new token");
        }

        if (RefusalOf(endpoint) is Problem refusal)
        {
            return (null, refusal);
        }

        bool isPending = endpoint.PendingKeyFingerprint is byte[] pending && fingerprint.AsSpan().SequenceEqual(pending);
        if (!isPending && !fingerprint.AsSpan().SequenceEqual(endpoint.KeyFingerprint))
        {
            return No(ProblemKind.ReplacedCertificate, "the client certificate was replaced by a newer one with another key; use the newer one, or enrol again");
        }

        // Not before its key is known to hold: nobody else may take from what the endpoint has.
        if (limits.Count(endpoint.Id) is Problem tooMany)
        {
            return (endpoint, tooMany);
        }

        if (!isPending)
        {
            return (endpoint, null);
        }

        await commit.WriteAsync(scope => EndpointStore.PromoteKeyAsync(scope, endpoint.Id, fingerprint), cancellation);
        return (endpoint with { KeyFingerprint = fingerprint, PendingKeyFingerprint = null }, null);
    }

    /// <summary>Why an endpoint may not use its identity; null when it may.</summary>
    public static Problem? RefusalOf(Endpoint endpoint) => endpoint.State switch
    {
        EndpointState.Active => null,
        EndpointState.Held => new Problem(
            ProblemKind.Held, $"endpoint {endpoint.Id} is held for approval: {endpoint.StateReason ?? "no reason was noted"}; an administrator must approve it"),
        _ => new Problem(
            ProblemKind.Revoked, $"endpoint {endpoint.Id} was revoked: {endpoint.StateReason ?? "no reason was noted"}; enrol with a new key and a new token"),
    };

    private static (Endpoint? Endpoint, Problem? Refusal) No(ProblemKind kind, string detail) => (null, new Problem(kind, detail));

    private static string Time(DateTime time) => $"{time.ToUniversalTime():yyyy-MM-dd HH:mm} UTC";
}
