using Gatehouse.Diagnosis.Observation.Fragments;
using Gatehouse.Diagnosis.Observation.Icmp;
using Gatehouse.Diagnosis.Observation.Udp;

namespace Gatehouse.Diagnosis.Judgement.Udp;

/// <summary>Tells whether what a client sent in pieces, and did not arrive whole, was answered all the same in the end.</summary>
internal static class MadeGood
{
    /// <summary>Of so many datagrams in pieces that arrive whole, one that does not is the loss that every network has.</summary>
    private const int RareAmong = 20;

    /// <summary>Whether that is so of each datagram.</summary>
    /// <param name="incomplete">Datagrams of the client of which the capture lacks pieces, in order.</param>
    /// <param name="conversation">Their conversation.</param>
    public static bool All(IReadOnlyList<FragmentedDatagram> incomplete, UdpConversation conversation)
    {
        if (incomplete.Count == 0 || conversation.FromClient.Fragmented >= (long)RareAmong * incomplete.Count)
        {
            return true;
        }

        long answered = Answered(conversation, incomplete);
        FragmentedDatagram? answeredOne = incomplete.LastOrDefault(datagram => datagram.Pieces[0].Frame <= answered);
        return incomplete.All(datagram =>
            (datagram.Pieces[0].Frame <= answered && IsSame(datagram, answeredOne?.UdpLength))
            || IsSentAgain(datagram, conversation));
    }

    /// <summary>Whether all that the client asked in pieces was answered, in a capture that shows the pieces and the receiver's word that some were missing.</summary>
    /// <param name="timeouts">What the receiver said, in order; it says so half a minute after the loss, or later.</param>
    /// <param name="conversation">The conversation.</param>
    public static bool All(IReadOnlyList<IcmpError> timeouts, UdpConversation conversation)
    {
        UdpRequest[] asked = [.. conversation.Requests.Where(request => request.IsFragmented)];
        return asked.Length == 0 || conversation.FromClient.Fragmented >= (long)RareAmong * timeouts.Count
            ? conversation.FromServer.LastFrame > timeouts[^1].Frame
            : asked.All(request => request.AnswerFrame != 0 && (conversation.Radius is not null || IsNextAnswered(request, conversation)));
    }

    /// <summary>Whether the client asked nothing else before the answer came. Of a RADIUS device, which asks for many users at once, that says nothing.</summary>
    private static bool IsNextAnswered(UdpRequest request, UdpConversation conversation) => !conversation.Requests.Any(other =>
        other != request && other.Sendings.Any(sending => sending.Frame > request.Sendings[^1].Frame && sending.Frame < request.AnswerFrame));

    /// <summary>
    /// The last first piece that the server answered before it was sent anything else: a capture that hides later pieces shows a healthy
    /// exchange so.
    /// </summary>
    private static long Answered(UdpConversation conversation, IReadOnlyList<FragmentedDatagram> incomplete)
    {
        UdpDirection client = conversation.FromClient;
        UdpDirection server = conversation.FromServer;
        long first = client.FirstFrame == 0 || client.FirstFrame > server.FirstFrame ? server.FirstFrame : 0;
        FragmentedDatagram? early = incomplete.LastOrDefault(datagram => datagram.Pieces[0].Frame < first);
        return Math.Max(conversation.AnsweredFragmentFrame, early?.Pieces[0].Frame ?? 0);
    }

    /// <summary>Whether a datagram of the same length went through later, in pieces too, and was answered.</summary>
    private static bool IsSentAgain(FragmentedDatagram datagram, UdpConversation conversation) =>
        conversation.Requests.Any(request => request is { IsFragmented: true, AnswerFrame: > 0 }
            && request.Sendings[^1].Frame > datagram.Pieces[^1].Frame
            && IsSame(datagram, request.PayloadLength + Wire.Udp.UdpHeader.HeaderLength));

    /// <summary>The length is all that the first piece tells of the whole; without it nothing speaks against.</summary>
    private static bool IsSame(FragmentedDatagram datagram, int? udpLength) =>
        datagram.UdpLength is null || udpLength is null || datagram.UdpLength == udpLength;
}
