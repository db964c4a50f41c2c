using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Udp;

namespace Gatehouse.Diagnosis.Judgement.Udp;

/// <summary>
/// Requests that arrive whole at the server's own vantage point and get no reply. A RADIUS server that never says a word to a
/// device is told further away too: it is silent by rule towards devices it does not know.
/// </summary>
internal sealed class ServerSilent : IUdpRule
{
    public IEnumerable<Finding> Judge(UdpConversation conversation, SourceContext context)
    {
        if (Silence.Of(conversation, context) is not { } silence)
        {
            return [];
        }

        Vantage vantage = Vantage.Of(conversation, context);
        bool isUnknownDevice = conversation is { Radius: not null, FromServer.Datagrams: 0 }
            && vantage.IsAwayFromClient && !silence.Request.IsFragmented;
        if (!vantage.IsAtServer && !isUnknownDevice)
        {
            return [];
        }

        Finding symptom = RequestUnanswered.Symptom(silence, conversation, context);
        Finding silent = Rivals.ServerSilent(conversation, Confidence.Likely, context, symptom.Evidence) with { Facts = silence.Facts(), Severity = symptom.Severity };
        return [silent, symptom with { NextSteps = [], Remedies = silent.Remedies }];
    }
}
