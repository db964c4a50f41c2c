using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Tls;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Judgement.Tls;

/// <summary>A certificate that was accepted and has expired, or is about to: tomorrow's outage.</summary>
internal sealed class CertificateEnds : ITcpRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Judge(TcpConversation conversation, SourceContext context)
    {
        if (conversation.Tls is not { Certificates.Count: > 0 } tls
            || conversation.TlsOutcome() != TlsOutcome.Established
            || CertificateCheck.ClockOf(conversation) is not { } now)
        {
            yield break;
        }

        CertificateFacts? ending = tls.Certificates.Where(certificate => certificate.NotAfter < now || CertificateCheck.IsAboutToExpire(certificate, now))
            .MinBy(certificate => certificate.NotAfter);
        if (ending is null)
        {
            yield break;
        }

        bool hasEnded = ending.NotAfter < now;
        double days = Math.Round((ending.NotAfter!.Value - now).TotalDays, 1);
        Dictionary<string, object> facts = new() { ["seenAt"] = CertificateWords.Iso(now), ["daysLeft"] = days };
        CertificateWords.AddTo(facts, ending);
        yield return new Finding
        {
            Code = FindingCodes.TlsCertificateExpired,
            Severity = Severity.Warning,
            Confidence = CertificateCheck.ByClock(context),
            Title = hasEnded ? "The server shows an expired certificate, and the client accepts it" : "The server's certificate is about to expire",
            Explanation = hasEnded
                ? $"{ending.Subject} ended on {CertificateWords.Iso(ending.NotAfter.Value)}, before the capture ({CertificateWords.Iso(now)}). This client went on all the same; stricter ones will not."
                : $"{ending.Subject} ends on {CertificateWords.Iso(ending.NotAfter.Value)}, {days} days after the capture. When it does, every client that checks loses the server at once.",
            Conversation = conversation.Name(),
            Facts = facts,
            Evidence = [TcpEvidence.Of(context, conversation, "the certificate", tls.CertificateFrame)],
            Remedies = TlsRemedies.Renew,
        };
    }
}
