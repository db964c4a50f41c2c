using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Udp;

namespace Gatehouse.Diagnosis.Judgement.Udp;

/// <summary>A request that was sent again and again and got no reply inside the capture.</summary>
/// <param name="Request">The request.</param>
/// <param name="Spacing">Seconds between two sendings on average.</param>
/// <param name="Confidence">How sure it is that an answer was wanted.</param>
internal sealed record Silence(UdpRequest Request, double Spacing, Confidence Confidence)
{
    private const int FewestSendings = 2;

    /// <summary>Identical sendings from which it is a request even where nothing else tells that this client asks questions.</summary>
    private const int FewestByItself = 6;

    /// <summary>Seconds on average beyond which equal sendings at equal distances are signs of life rather than another try.</summary>
    private const double LongestRegularSpacing = 10;

    /// <summary>How much shorter than the one before it a pause may be in a row of pauses that are equal or grow.</summary>
    private const double Jitter = 0.75;

    /// <summary>How much longer than the first the last pause is when they grow.</summary>
    private const double Growth = 1.5;

    /// <summary>Sendings beyond which it is a stream of reports and no request.</summary>
    private const int MostSendings = 12;

    /// <summary>Seconds between sendings below which they are copies or a burst.</summary>
    private const double ShortestSpacing = 0.4;

    /// <summary>Octets of payload below which it keeps an address translation open and asks nothing.</summary>
    private const int KeepAlive = 8;

    /// <summary>Finds the request sent most often; null when every one was answered, or none deserves an answer.</summary>
    public static Silence? Of(UdpConversation conversation, SourceContext context)
    {
        if (context.Source.IsSelective || UdpTraffic.IsBackground(conversation))
        {
            return null;
        }

        bool isDialogue = UdpTraffic.IsDialogue(conversation, context);
        UdpRequest? longest = conversation.Requests
            .Where(request => request is { AnswerFrame: 0, Count: >= FewestSendings and <= MostSendings, PayloadLength: >= KeepAlive })
            .MaxBy(request => request.Count);
        if (longest is null)
        {
            return null;
        }

        double spacing = Timestamp.Seconds(longest.Sendings[0].Time, longest.Sendings[^1].Time) / (longest.Sendings.Count - 1);
        return spacing < ShortestSpacing ? null
            : isDialogue ? new Silence(longest, spacing, Confidence.Certain)
            : longest.Count >= FewestByItself && IsTriedAgain(longest, spacing) ? new Silence(longest, spacing, Confidence.Likely)
            : null;
    }

    /// <summary>Whether the pauses between the sendings are those of a client that waits for an answer: equal and short, or growing.</summary>
    private static bool IsTriedAgain(UdpRequest request, double spacing)
    {
        double[] pauses = [.. request.Sendings.Zip(request.Sendings.Skip(1), (one, next) => Timestamp.Seconds(one.Time, next.Time))];
        bool isSteady = pauses.Zip(pauses.Skip(1)).All(pair => pair.Second >= pair.First * Jitter) && pauses[0] >= ShortestSpacing * Jitter;
        return isSteady && (spacing <= LongestRegularSpacing || pauses[^1] >= pauses[0] * Growth);
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
