using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Udp;

namespace Gatehouse.Diagnosis.Judgement.Udp;

/// <summary>The causes that may stand behind a request without an answer, each in a finding of its own.</summary>
internal static class Rivals
{
    /// <summary>The server got it and said nothing.</summary>
    public static Finding ServerSilent(
        UdpConversation conversation, Confidence confidence, SourceContext context, IReadOnlyList<Evidence> evidence) => new()
        {
            Code = FindingCodes.ServerSilent,
            Severity = Severity.Fault,
            Confidence = confidence,
            Title = confidence == Confidence.Possible
            ? $"{conversation.Server} may have received the request and not answered it"
            : $"{conversation.Server} receives requests and does not answer them",
            Explanation = confidence == Confidence.Possible ? Open : AtServer(conversation, context),
            Conversation = conversation.Name(),
            Evidence = evidence,
            Remedies = SilentRemedies(conversation),
            Explains = confidence == Confidence.Possible ? [] : [FindingCodes.RequestUnanswered],
        };

    /// <summary>A cause that is only possible.</summary>
    public static Finding Possible(string code, UdpConversation conversation, IReadOnlyList<Evidence> evidence) => new()
    {
        Code = code,
        Severity = Severity.Fault,
        Confidence = Confidence.Possible,
        Title = code switch
        {
            FindingCodes.RequestLost => $"Requests to {conversation.Server} may be lost on the way",
            FindingCodes.ReplyLost => $"Replies of {conversation.Server} may be lost on their way back",
            _ => $"IP fragments to {conversation.Server} may be lost on the way",
        },
        Explanation = Open,
        Conversation = conversation.Name(),
        Evidence = evidence,
        Remedies = code == FindingCodes.IpFragmentsLost ? FragmentLossText.Remedies(conversation) : [],
    };

    private const string Open = "From this capture alone it cannot be told from the other causes named; one at the server at the same time can.";

    private static string AtServer(UdpConversation conversation, SourceContext context)
    {
        string where = Vantage.Of(conversation, context).IsAtServer
            ? "The capture was taken at the server or on its network, and the requests arrive there complete; no reply leaves."
            : "The requests arrive here on their way to the server, and no reply comes back.";
        return conversation.Radius is null
            ? where
            : $"{where} A RADIUS server is silent by rule towards a device it does not know or whose message authenticator does not fit its shared secret (RFC 2865 section 3, RFC 3579 section 3.2).";
    }

    private static IReadOnlyList<string> SilentRemedies(UdpConversation conversation) => conversation.Radius is null
        ?
        [
            $"Look in the log of the service on {conversation.Server} at the time of the requests: not running, hung, or discarding them as invalid?",
            "Check the server's own firewall: requests may reach the network card and not the program.",
        ]
        :
        [
            $"Add the access device {conversation.Client.Address} to the RADIUS server's clients, with the same shared secret on both sides.",
            "Look in the RADIUS server's log for \"unknown client\" or a wrong message authenticator.",
        ];
}
