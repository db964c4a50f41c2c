using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Wire.Ip;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Judgement.Tls;

/// <summary>Compares a server's certificates with the capture's clock and with the name the client asked for.</summary>
internal static class CertificateCheck
{
    /// <summary>A capture clock that reads earlier than this was not set: certificates say nothing by it.</summary>
    private static readonly DateTime EarliestCredible = new(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly TimeSpan ExpiryNotice = TimeSpan.FromDays(14);

    /// <summary>The time to judge dates by; null when the capture's clock was not set, or leapt during the connection.</summary>
    public static DateTime? ClockOf(TcpConversation conversation)
    {
        if (conversation is not { ClockLeapt: false, Tls: { } tls })
        {
            return null;
        }

        Timestamp time = tls.ServerHelloTime.IsKnown ? tls.ServerHelloTime : tls.ClientHelloTime;
        return time.IsKnown && time.ToDateTime() is var at && at >= EarliestCredible ? at : null;
    }

    /// <summary>How sure a judgement of dates can be: a clock that leapt elsewhere in the capture was wrong for a part of it.</summary>
    public static Confidence ByClock(SourceContext context) => context.Source.ClockLeaps == 0 ? Confidence.Certain : Confidence.Likely;

    /// <summary>The problem that explains a refusal best, and the certificate that has it.</summary>
    public static (CertificateProblem Problem, CertificateFacts? Certificate) Of(TcpConversation conversation)
    {
        if (conversation.Tls is not { Certificates.Count: > 0 } tls)
        {
            return (CertificateProblem.None, null);
        }

        CertificateFacts leaf = tls.Certificates[0];
        if (ClockOf(conversation) is { } now)
        {
            if (tls.Certificates.FirstOrDefault(certificate => certificate.NotAfter < now) is { } expired)
            {
                return (CertificateProblem.Expired, expired);
            }

            if (tls.Certificates.FirstOrDefault(certificate => certificate.NotBefore > now) is { } early)
            {
                return (CertificateProblem.NotYetValid, early);
            }
        }

        if (tls.ClientHello?.ServerName is { } name && leaf.IsReadable && !IsFor(leaf, name))
        {
            return (CertificateProblem.OtherName, leaf);
        }

        return leaf.IsSelfIssued ? (CertificateProblem.SelfSigned, leaf) : (CertificateProblem.None, leaf);
    }

    /// <summary>
    /// Whether a certificate still accepted is about to expire: within two weeks, or within the last third of its life when it is a
    /// short one, so that certificates renewed every few days are left alone.
    /// </summary>
    public static bool IsAboutToExpire(CertificateFacts certificate, DateTime now)
    {
        if (certificate is not { NotBefore: { } from, NotAfter: { } until } || until < now || until <= from)
        {
            return false;
        }

        TimeSpan third = (until - from) / 3;
        return until - now < (third < ExpiryNotice ? third : ExpiryNotice);
    }

    /// <summary>Whether a certificate is for a host name or address (RFC 9525): alternative names, or the common name when it has none.</summary>
    public static bool IsFor(CertificateFacts certificate, string name)
    {
        IEnumerable<string> names = certificate.AlternativeNames.Count > 0
            ? certificate.AlternativeNames
            : CommonNames(certificate.Subject);
        return names.Any(known => Matches(known, name));
    }

    private static IEnumerable<string> CommonNames(string subject) =>
        subject.Split(", ").Where(part => part.StartsWith("CN=", StringComparison.Ordinal)).Select(part => part[3..]);

    private static bool Matches(string known, string name)
    {
        if (IpAddress.TryParse(known, out IpAddress address) && IpAddress.TryParse(name, out IpAddress asked))
        {
            return address == asked;
        }

        known = known.TrimEnd('.');
        name = name.TrimEnd('.');
        if (!known.StartsWith("*.", StringComparison.Ordinal))
        {
            return string.Equals(known, name, StringComparison.OrdinalIgnoreCase);
        }

        int dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && name.AsSpan(dot).Equals(known.AsSpan(1), StringComparison.OrdinalIgnoreCase);
    }
}
