using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Udp;

namespace Gatehouse.Diagnosis.Judgement.Udp;

/// <summary>
/// A plain security-check report of two fragments that is sent again and again and not answered, seen from elsewhere than the
/// server: the trap is visible in the configuration, what became of the fragments is not.
/// </summary>
internal sealed class ReportExceedsMtu : IUdpRule
{
    public IEnumerable<Finding> Judge(UdpConversation conversation, SourceContext context)
    {
        if (ReportSize.Of(conversation) is not { } size
            || Silence.Of(conversation, context) is not { Request.IsFragmented: true } silence
            || FragmentLoss.Of(conversation, context) is not null
            || Vantage.Of(conversation, context).IsAtServer)
        {
            return [];
        }

        Finding symptom = RequestUnanswered.Symptom(silence, conversation, context);
        Finding report = ReportSizeText.Describe(size, conversation, context);
        return
        [
            report with
            {
                Severity = Severity.Fault,
                Explanation = $"{report.Explanation} It was sent {silence.Phrase}, and never answered, while smaller packets crossed both ways. "
                    + "A path that drops fragments does exactly that; a server that chokes on the report would look the same from here.",
                Facts = new Dictionary<string, object>(report.Facts) { ["sent"] = silence.Request.Count, ["spacingSeconds"] = silence.Facts()["spacingSeconds"] },
                Evidence = symptom.Evidence,
                NextSteps = symptom.NextSteps,
                Explains = [FindingCodes.RequestUnanswered, FindingCodes.IpFragmentsLost],
                Rivals = [FindingCodes.ServerSilent],
            },
            symptom with { Rivals = [FindingCodes.IpFragmentsLost, FindingCodes.ServerSilent] },
            Rivals.Possible(FindingCodes.IpFragmentsLost, conversation, symptom.Evidence) with { Rivals = [FindingCodes.ServerSilent] },
            Rivals.ServerSilent(conversation, Confidence.Possible, context, symptom.Evidence) with { Rivals = [FindingCodes.IpFragmentsLost] },
        ];
    }
}
