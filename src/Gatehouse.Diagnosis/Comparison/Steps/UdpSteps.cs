using Gatehouse.Diagnosis.Comparison.Exchanges;
using Gatehouse.Diagnosis.Observation.Udp;

namespace Gatehouse.Diagnosis.Comparison.Steps;

/// <summary>Requests over UDP that are no security check: RADIUS and others.</summary>
internal static class UdpSteps
{
    /// <summary>The request that tells most: one without an answer before others, then the largest.</summary>
    public static UdpRequest? Telling(UdpConversation udp) => udp.Requests
        .OrderByDescending(request => request.AnswerFrame == 0)
        .ThenByDescending(request => request.PayloadLength)
        .FirstOrDefault();

    /// <summary>Writes the steps down.</summary>
    public static void Add(StepSheet sheet, ObservedExchange exchange)
    {
        if (exchange.Udp is not { Ead: null } udp || Telling(udp) is not { } request)
        {
            return;
        }

        string travel = request.IsFragmented ? ", in fragments" : string.Empty;
        string times = request.Count > 1 ? $", sent {request.Count} times" : string.Empty;
        string answer = request.AnswerFrame == 0 ? ", no answer" : string.Empty;
        string what = $"{StepWords.Number(request.PayloadLength)} bytes{travel}";
        sheet.Add(StepCodes.UdpRequest, new StepValue($"{what}{times}{answer}", what)
        {
            Frames = Judgement.FindingNames.Frames([.. request.Sendings.Select(sending => sending.Frame)]),
        });
        int open = udp.Requests.Count(asked => asked.AnswerFrame == 0);
        sheet.Add(StepCodes.UdpAnswers, new StepValue(open == 0 ? "all" : $"all but {open}", open == 0 ? "all" : "some"));
    }
}
