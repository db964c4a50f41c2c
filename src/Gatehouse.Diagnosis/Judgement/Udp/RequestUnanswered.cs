using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Udp;

namespace Gatehouse.Diagnosis.Judgement.Udp;

/// <summary>The symptom: a request sent again and again without a reply, with every cause that fits beside it.</summary>
internal sealed class RequestUnanswered : IUdpRule
{
    public IEnumerable<Finding> Judge(UdpConversation conversation, SourceContext context)
    {
        if (Silence.Of(conversation, context) is not { } silence)
        {
            return [];
        }

        Finding symptom = Symptom(silence, conversation, context);
        string[] codes = [.. Causes(silence, conversation, context)];
        return
        [
            symptom with { Rivals = codes },
            .. codes.Select(code => Cause(code, codes, conversation, context, symptom.Evidence) with { Severity = symptom.Severity }),
        ];
    }

    /// <summary>The symptom alone, for a rule that knows more about its cause.</summary>
    public static Finding Symptom(Silence silence, UdpConversation conversation, SourceContext context) => new()
    {
        Code = FindingCodes.RequestUnanswered,
        Severity = Worth(silence, conversation, context),
        Confidence = silence.Confidence,
        Title = $"{conversation.Server} does not answer {Kind(conversation)}",
        Explanation = $"The same request of {silence.Request.PayloadLength:N0} octets was sent {silence.Phrase}, and no reply followed."
            + (silence.Request.IsFragmented ? " Each time it left in IP fragments." : string.Empty)
            + (silence.Request.IsGivenUp && conversation.FromServer.LastFrame > silence.Request.Sendings[^1].Frame
                ? " Later the client asked something else, and the server answered that."
                : conversation.FromServer.Datagrams > 0
                ? $" The server did answer earlier in the same conversation{Smaller(silence, conversation)}, so it runs and the path works for those."
                : " Nothing at all came from that server in this conversation.")
            + (silence.Confidence == Confidence.Certain ? string.Empty
                : " That it wants an answer is taken from the repetition: the port is none on which requests are known."),
        Conversation = conversation.Name(),
        Facts = silence.Facts(),
        Evidence = [Proof.Of(conversation, context, "the request, sent again and again", silence.Frames)],
        Remedies = silence.Request.IsFragmented
            ? FragmentLossText.Remedies(conversation)
            :
            [
                $"Check that the service listens on UDP port {conversation.Server.Port} of {conversation.Server.Address} and that filters pass it both ways.",
                "Check that no address translation on the way forgets the reply's way back, above all where replies come from another port.",
            ],
        NextSteps = NextCapture.AtTheServer(conversation.Client.Address, conversation.Server.Address),
    };

    /// <summary>The symptom where fragments are all that is seen of the requests.</summary>
    public static Finding Symptom(FragmentLoss loss, UdpConversation conversation, SourceContext context) => new()
    {
        Code = FindingCodes.RequestUnanswered,
        Severity = Severity.Fault,
        Confidence = Confidence.Certain,
        Title = $"{conversation.Server} does not answer {Kind(conversation)}",
        Explanation = $"{(loss.Datagrams == 1 ? "One large request was" : $"{loss.Datagrams:N0} large requests were")} sent, and no reply followed. "
            + "Only their first fragments are in this capture, which could not have shown the others.",
        Conversation = conversation.Name(),
        Evidence = [Proof.Of(conversation, context, "first fragments", [.. loss.Incomplete.Select(datagram => datagram.Pieces[0].Frame)])],
        NextSteps = NextCapture.AtTheServer(conversation.Client.Address, conversation.Server.Address),
        Rivals = [FindingCodes.IpFragmentsLost, FindingCodes.ServerSilent],
    };

    /// <summary>Who reached the same server over TCP on the same port fell back without anybody noticing, as from HTTP/3.</summary>
    private static Severity Worth(Silence silence, UdpConversation conversation, SourceContext context) =>
        silence.Confidence != Confidence.Certain && context.Server(conversation.Server) is { Accepted: > 0 } ? Severity.Warning : Severity.Fault;

    private static IEnumerable<string> Causes(Silence silence, UdpConversation conversation, SourceContext context)
    {
        Vantage vantage = Vantage.Of(conversation, context);
        if (silence.Request.IsFragmented && !vantage.IsAtServer)
        {
            yield return FindingCodes.IpFragmentsLost;
        }

        yield return FindingCodes.ServerSilent;
        if (IsSmallAndNew(silence, conversation) && !vantage.IsAtServer)
        {
            yield return FindingCodes.RequestLost;
        }

        if (IsSmallAndNew(silence, conversation))
        {
            yield return FindingCodes.ReplyLost;
        }
    }

    /// <summary>Where small datagrams crossed both ways, loss of whole ones is no match for loss of fragments.</summary>
    private static bool IsSmallAndNew(Silence silence, UdpConversation conversation) =>
        !silence.Request.IsFragmented || conversation.FromServer.Datagrams == 0;

    private static Finding Cause(
        string code, string[] all, UdpConversation conversation, SourceContext context, IReadOnlyList<Evidence> evidence)
    {
        Finding cause = code == FindingCodes.ServerSilent
            ? Rivals.ServerSilent(conversation, Confidence.Possible, context, evidence)
            : Rivals.Possible(code, conversation, evidence);
        return cause with { Rivals = [.. all.Where(other => other != code)] };
    }

    private static string Kind(UdpConversation conversation) => conversation switch
    {
        { Radius: not null } => "a RADIUS request",
        { Ead: not null } => "a packet of the security check",
        _ => "requests",
    };

    private static string Smaller(Silence silence, UdpConversation conversation) =>
        silence.Request.PayloadLength >= conversation.FromClient.LargestPayload ? ", when asked with smaller requests" : string.Empty;
}
