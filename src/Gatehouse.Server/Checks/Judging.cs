using System.Diagnostics;
using System.Net;
using System.Text;
using Gatehouse.Contracts.Checks;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Evaluation;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;
using Gatehouse.Posture.Verdicts;
using Gatehouse.Protocol.Segments;
using Gatehouse.Server.Administration.Catalogues;
using Gatehouse.Server.Enforcement;
using Gatehouse.Server.Nodes;
using Gatehouse.Server.Storage;
using Gatehouse.Wire.Ead;

namespace Gatehouse.Server.Checks;

/// <summary>
/// Report in, verdict out, whichever way they travel. A verdict is stored before anybody hears of it; the same exchange gets the same verdict,
/// at any node and after a restart.
/// </summary>
internal sealed class Judging(
    PoliciesInForce policies,
    CatalogueInForce catalogue,
    EndpointStore endpoints,
    ExchangeStore exchanges,
    ReasonStore reasons,
    GroupCommit writer,
    PresenceTable presence,
    VerdictLog log,
    AccessNews news,
    TimeProvider clock,
    AccessControl? access = null)
{
    /// <summary>Judges a report.</summary>
    /// <param name="endpointId">Whose.</param>
    /// <param name="exchangeId">The check; the agent chose it.</param>
    /// <param name="body">Packet 3, in UTF-8.</param>
    /// <param name="from">Where it came from.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CheckUnavailableException">The database is away, or the endpoint is unknown to it; nothing was stored.</exception>
    public async Task<Judged> JudgeAsync(Guid endpointId, Guid exchangeId, ReadOnlyMemory<byte> body, IPAddress from, CancellationToken cancellation)
    {
        using Activity? activity = Telemetry.Source.StartActivity("gatehouse.check", ActivityKind.Server);
        activity?.SetTag("gatehouse.endpoint", endpointId).SetTag("gatehouse.exchange", exchangeId).SetTag("gatehouse.report.octets", body.Length);
        try
        {
            DateTimeOffset now = clock.GetUtcNow();
            Policy policy = policies.For(endpointId)?.Policy ?? throw new CheckUnavailableException("no policy is active; activate one with `gatehouse policy activate`");
            EadDocument document = Read(body.Span);
            PostureReport report = ReportDocuments.Read(document);
            EvaluationContext context = new(now)
            {
                FirstSeen = presence.FirstSeenOf(endpointId) ?? await reasons.FirstSeenAsync(endpointId, cancellation),
                Observed = await ObserveAsync(endpointId, report, policy, cancellation),
            };
            (Verdict verdict, byte[] answer) = Judge(policy, report, document, context);
            bool isNew = await writer.StoreAsync(ToStore(endpointId, exchangeId, body.Span, now, policy, verdict, answer, from), cancellation);
            if (!isNew)
            {
                return await FindAsync(endpointId, exchangeId, cancellation);
            }

            presence.Judged(endpointId, report.HardwareAddress, policy, verdict.ChangesAt, now, reasons.IsOnlyWriter ? verdict.FirstSeen : null);
            activity?.SetTag("gatehouse.verdict", verdict.Kind.ToString()).SetTag("gatehouse.policy.version", policy.Version);
            log.Note(endpointId, from, verdict);
            access?.Set(endpointId, AccessFor(verdict.Kind), from);
            news.Tell(endpointId);
            return new Judged(verdict.Kind, answer);
        }
        catch (StorageException error)
        {
            throw new CheckUnavailableException(error.Message, error);
        }
    }

    /// <summary>Goes through a judgement that is nobody's, and stores nothing.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="body">Packet 3, in UTF-8.</param>
    /// <returns>Packet 4.</returns>
    public MessageBody Rehearse(Policy policy, ReadOnlyMemory<byte> body)
    {
        DateTimeOffset now = clock.GetUtcNow();
        EadDocument document = Read(body.Span);
        (Verdict verdict, byte[] answer) = Judge(policy, ReportDocuments.Read(document), document, new EvaluationContext(now));
        _ = ToStore(Guid.Empty, Guid.Empty, body.Span, now, policy, verdict, answer, IPAddress.Loopback);
        return MessageBody.Encode(answer);
    }

    /// <summary>What a verdict lets an endpoint reach.</summary>
    public static Access AccessFor(VerdictKind kind) => kind switch
    {
        VerdictKind.Admitted or VerdictKind.Reminded => Access.Admitted,
        VerdictKind.Isolated => Access.Isolated,
        _ => Access.Off,
    };

    private (Verdict Verdict, byte[] Answer) Judge(Policy policy, PostureReport report, EadDocument document, EvaluationContext context)
    {
        Verdict verdict = PolicyEvaluation.Evaluate(policy, report, catalogue.Current, context);
        return (verdict, Encoding.UTF8.GetBytes(VerdictDocuments.Write(verdict, CheckEnvelope.Read(document)).CanonicalXml()));
    }

    private static StoredCheck ToStore(
        Guid endpointId, Guid exchangeId, ReadOnlySpan<byte> body, DateTimeOffset now, Policy policy, Verdict verdict, byte[] answer, IPAddress from)
    {
        Exchange exchange = new()
        {
            ExchangeId = exchangeId,
            EndpointId = endpointId,
            ReceivedAt = now,
            Report = Deflation.Deflate(body),
            Verdict = (int)verdict.Kind,
            VerdictDocument = Deflation.Deflate(answer),
            PolicyVersion = policy.Version,
        };
        return new StoredCheck(exchange, AccessFor(verdict.Kind), ReasonStore.Write(verdict.FirstSeen), from.ToString());
    }

    // A report that is no document says nothing; the policy decides what follows from that.
    private static EadDocument Read(ReadOnlySpan<byte> body)
    {
        EadDocument.Read(Encoding.UTF8.GetString(body), out EadDocument document, out _);
        return document;
    }

    private async Task<Judged> FindAsync(Guid endpointId, Guid exchangeId, CancellationToken cancellation)
    {
        Exchange? stored = await exchanges.FindAsync(exchangeId, cancellation);
        return stored?.EndpointId == endpointId
            ? new Judged((VerdictKind)stored.Verdict, Deflation.Inflate(stored.VerdictDocument))
            : throw new CheckUnavailableException("the exchange belongs to another endpoint");
    }

    private async Task<Dictionary<CheckItem, IReadOnlyList<string>>> ObserveAsync(Guid endpointId, PostureReport report, Policy policy, CancellationToken cancellation)
    {
        Dictionary<CheckItem, IReadOnlyList<string>> observed = [];
        if (policy.Findings.ContainsKey(CheckItem.AddressChange))
        {
            observed[CheckItem.AddressChange] = presence.FormerAddressOf(endpointId) is { } former ? [$"was {former} while online"] : [];
        }

        if (report.HardwareAddress is not { } hardware)
        {
            return observed;
        }

        if (policy.Findings.ContainsKey(CheckItem.DuplicateHardwareAddress))
        {
            int others = presence.OthersWith(endpointId, hardware);
            observed[CheckItem.DuplicateHardwareAddress] = others > 0 ? [$"{hardware} is used by {others} more online"] : [];
        }

        if (policy.Findings.ContainsKey(CheckItem.HardwareAddress))
        {
            IReadOnlyList<string> known = await endpoints.HardwareIdsAsync(endpointId, cancellation);
            bool isKnown = known.Any(id => id.Equals($"mac:{hardware}", StringComparison.OrdinalIgnoreCase));
            observed[CheckItem.HardwareAddress] = isKnown ? [] : [$"{hardware} is not among those it enrolled with"];
        }

        return observed;
    }
}
