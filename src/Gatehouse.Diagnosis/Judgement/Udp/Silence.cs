using Gatehouse.Capture;
using Gatehouse.Diagnosis.Observation.Udp;

namespace Gatehouse.Diagnosis.Judgement.Udp;

/// <summary>A request that was sent again and again and got no reply inside the capture.</summary>
/// <param name="Request">The request.</param>
/// <param name="Spacing">Seconds between two sendings on average.</param>
internal sealed record Silence(UdpRequest Request, double Spacing)
{
    private const int FewestSendings = 2;

    /// <summary>Sendings beyond which it is a stream of reports and no request.</summary>
    private const int MostSendings = 12;

    /// <summary>Seconds between sendings below which they are copies or a burst.</summary>
    private const double ShortestSpacing = 0.4;

    /// <summary>Octets of payload below which it keeps an address translation open and asks nothing.</summary>
    private const int KeepAlive = 8;

    /// <summary>Finds the request sent most often; null when every one was answered, or none deserves an answer.</summary>
    public static Silence? Of(UdpConversation conversation, SourceContext context)
    {
        if (context.Source.IsSelective || UdpTraffic.IsBackground(conversation) || !UdpTraffic.IsDialogue(conversation, context))
        {
            return null;
        }

        UdpRequest? longest = conversation.Requests
            .Where(request => request is { AnswerFrame: 0, Count: >= FewestSendings and <= MostSendings, PayloadLength: >= KeepAlive })
            .MaxBy(request => request.Count);
        if (longest is null)
        {
            return null;
        }

        double spacing = Timestamp.Seconds(longest.Sendings[0].Time, longest.Sendings[^1].Time) / (longest.Sendings.Count - 1);
        return spacing >= ShortestSpacing ? new Silence(longest, spacing) : null;
    }

    /// <summary>"4 times, 5 s apart".</summary>
    public string Phrase => $"{Request.Count:N0} times, {Spacing:0.#} s apart";

    /// <summary>Frames of the sendings.</summary>
    public long[] Frames => [.. Request.Sendings.Select(sending => sending.Frame)];

    /// <summary>How it is told in facts.</summary>
    public Dictionary<string, object> Facts() => new()
    {
        ["sent"] = Request.Count,
        ["spacingSeconds"] = Math.Round(Spacing, 1),
        ["payloadBytes"] = Request.PayloadLength,
        ["fragmented"] = Request.IsFragmented,
    };
}
