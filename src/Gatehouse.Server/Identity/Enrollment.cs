using System.Security.Cryptography.X509Certificates;
using Gatehouse.Contracts.Agents;
using Gatehouse.Server.Problems;
using Gatehouse.Server.Storage;
using Microsoft.Extensions.Logging;
using EnrollmentTokenText = Gatehouse.Contracts.Agents.EnrollmentToken;

namespace Gatehouse.Server.Identity;

/// <summary>
/// Gives endpoints their identity. The key is the identity: the same key gets the same id again. Hardware ids are hints: a known one with a new
/// key may be a machine that was set up again or a copy of one, so an administrator decides, and nothing is overwritten.
/// </summary>
internal sealed partial class Enrollment(
    CertificateAuthority authority, EnrollmentTokens tokens, EnrollmentTokenStore tokenStore, GroupCommit commit, TimeProvider clock, ILogger<Enrollment> logger)
{
    /// <summary>Enrols an endpoint, or gives an enrolled one its certificate again.</summary>
    /// <param name="request">What it sent.</param>
    /// <param name="address">Where from.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<EnrollmentOutcome> EnrollAsync(EnrollmentRequest request, string? address, CancellationToken cancellation)
    {
        if (EndpointFacts.Problem(request.HostName, request.HardwareIds, request.OperatingSystem, request.AgentVersion) is string problem)
        {
            return EnrollmentOutcome.No(ProblemKind.InvalidRequest, problem);
        }

        if (!EnrollmentTokenText.TryParse(request.Token, out EnrollmentTokenText? text))
        {
            return EnrollmentOutcome.No(ProblemKind.Token, "the enrolment token is not whole; copy it again, from gh1. to its end");
        }

        // Anybody may call this: without a token that is worth something, nothing is computed and the writer is left alone.
        if (tokens.Check(await tokenStore.FindAsync(EnrollmentTokens.IdOf(text), cancellation), text) is Problem worthless)
        {
            return new EnrollmentOutcome(null, worthless);
        }

        if (SigningRequest.TryRead(request.CertificateRequest, out string unreadable) is not SigningRequest signing)
        {
            return EnrollmentOutcome.No(ProblemKind.InvalidRequest, unreadable);
        }

        byte[] serial = CertificateAuthority.NewSerial();
        DateTimeOffset now = clock.GetUtcNow();
        (Endpoint? endpoint, Problem? refusal) = await commit.WriteAsync(
            scope => AdmitAsync(scope, request, text, signing, serial, address, now), cancellation);
        return endpoint is null ? new EnrollmentOutcome(null, refusal) : new EnrollmentOutcome(Answer(endpoint, signing, serial, now), null);
    }

    /// <summary>Gives an enrolled endpoint its next certificate, for the same key or a new one.</summary>
    /// <param name="endpoint">The endpoint, as its present certificate says.</param>
    /// <param name="request">What it sent.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<EnrollmentOutcome> RenewAsync(Endpoint endpoint, CertificateRenewal request, CancellationToken cancellation)
    {
        if (SigningRequest.TryRead(request.CertificateRequest, out string unreadable) is not SigningRequest signing)
        {
            return EnrollmentOutcome.No(ProblemKind.InvalidRequest, unreadable);
        }

        byte[] serial = CertificateAuthority.NewSerial();
        DateTimeOffset now = clock.GetUtcNow();
        bool isNewKey = !signing.Fingerprint.AsSpan().SequenceEqual(endpoint.KeyFingerprint);
        bool taken = await commit.WriteAsync(
            async scope =>
            {
                if (await EndpointStore.FindByKeyAsync(scope, signing.Fingerprint) is Endpoint owner && owner.Id != endpoint.Id)
                {
                    return true;
                }

                await EndpointStore.SetCertificateAsync(
                    scope, endpoint.Id, Convert.ToHexStringLower(serial), now + Lifetimes.Endpoint, isNewKey ? signing.Fingerprint : null);
                return false;
            },
            cancellation);
        if (taken)
        {
            return EnrollmentOutcome.No(ProblemKind.InvalidRequest, "the key belongs to another endpoint; make a new one");
        }

        LogRenewed(logger, endpoint.Id, Convert.ToHexStringLower(serial));
        return new EnrollmentOutcome(Answer(endpoint, signing, serial, now), null);
    }

    private async Task<(Endpoint? Endpoint, Problem? Refusal)> AdmitAsync(
        WriteScope scope, EnrollmentRequest request, EnrollmentTokenText text, SigningRequest signing, byte[] serial, string? address, DateTimeOffset now)
    {
        string tokenId = EnrollmentTokens.IdOf(text);
        if (tokens.Check(await EnrollmentTokenStore.FindAsync(scope, tokenId), text) is Problem refusal)
        {
            return (null, refusal);
        }

        string serialText = Convert.ToHexStringLower(serial);
        if (await EndpointStore.FindByKeyAsync(scope, signing.Fingerprint) is Endpoint known)
        {
            if (known.State == EndpointState.Revoked)
            {
                return (null, EndpointGate.RefusalOf(known));
            }

            if (known.State == EndpointState.Active)
            {
                bool isPending = !signing.Fingerprint.AsSpan().SequenceEqual(known.KeyFingerprint);
                await EndpointStore.SetCertificateAsync(scope, known.Id, serialText, now + Lifetimes.Endpoint, isPending ? signing.Fingerprint : null);
            }

            return (known, null);
        }

        if (!await EnrollmentTokenStore.UseAsync(scope, tokenId))
        {
            return (null, new Problem(ProblemKind.Token, "the enrolment token was used as often as it may be; ask the administrator for a new one"));
        }

        string[] hardware = [.. request.HardwareIds.Distinct(StringComparer.Ordinal)];
        Endpoint? alike = await EndpointStore.FindByHardwareAsync(scope, hardware);
        Endpoint made = new()
        {
            Id = Guid.CreateVersion7(now),
            State = alike is null ? EndpointState.Active : EndpointState.Held,
            StateReason = alike is null
                ? null
                : $"its hardware is that of endpoint {alike.Id} ({alike.HostName}), but its key is new: the machine was set up again, or it is a copy",
            StateChangedAt = now,
            KeyFingerprint = signing.Fingerprint,
            HostName = request.HostName,
            OperatingSystem = request.OperatingSystem,
            AgentVersion = request.AgentVersion,
            EnrolledAt = now,
            EnrollmentTokenId = tokenId,
            CertificateSerial = alike is null ? serialText : null,
            CertificateExpiresAt = alike is null ? now + Lifetimes.Endpoint : null,
            LastAddress = address,
        };
        await EndpointStore.InsertAsync(scope, made, hardware);
        return (made, null);
    }

    private EnrollmentAnswer Answer(Endpoint endpoint, SigningRequest signing, byte[] serial, DateTimeOffset now)
    {
        string[] anchors = [.. authority.Anchors.Select(anchor => anchor.Certificate.ExportCertificatePem())];
        if (endpoint.State == EndpointState.Held)
        {
            LogHeld(logger, endpoint.Id, endpoint.StateReason ?? string.Empty);
            return new EnrollmentAnswer(endpoint.Id, "held", $"{endpoint.StateReason}; an administrator must approve it", null, anchors);
        }

        using X509Certificate2 certificate = authority.IssueEndpoint(endpoint.Id, signing.Key, serial, now);
        LogIssued(logger, endpoint.Id, Convert.ToHexStringLower(serial));
        return new EnrollmentAnswer(endpoint.Id, "active", null, certificate.ExportCertificatePem(), anchors);
    }
}
