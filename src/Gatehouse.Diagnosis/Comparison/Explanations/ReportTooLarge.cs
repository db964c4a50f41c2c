using Gatehouse.Diagnosis.Comparison.Exchanges;
using Gatehouse.Diagnosis.Comparison.Steps;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Wire.Ead;

namespace Gatehouse.Diagnosis.Comparison.Explanations;

/// <summary>The report of the good side fits one packet and is answered; that of the bad side travels in fragments and is not.</summary>
internal sealed class ReportTooLarge : IExplanation
{
    public IReadOnlyList<string> Codes =>
        [FindingCodes.ReportExceedsMtu, FindingCodes.IpFragmentsLost, FindingCodes.RequestUnanswered];

    public Explanation? Explain(Finding fault, ObservedExchange good, ObservedExchange bad)
    {
        CheckPacket? small = Report(good);
        CheckPacket? large = Report(bad);
        if (large is null && Packet(bad, EadPacketType.Request) is { IsAnswered: false, IsFragmented: false } request)
        {
            return new Explanation(
                StepCodes.CheckRequest, null, $"BAD's first packet, of {Size(request)}, fits one packet like GOOD's, and is not answered: size is not the cause");
        }

        if (small is null || large is null || !small.IsAnswered || large.IsAnswered)
        {
            return null;
        }

        if (small.IsFragmented && large.IsFragmented)
        {
            return new Explanation(
                StepCodes.CheckReport,
                null,
                "both reports travel in fragments, and GOOD's are answered: not the size tells the two apart, but the path, the server or the moment");
        }

        return !large.IsFragmented || small.IsFragmented
            ? new Explanation(StepCodes.CheckReport, null, "both reports fit one packet, and only GOOD's is answered")
            : new Explanation(
                StepCodes.CheckReport,
                fault.Confidence,
                $"BAD's report of {Size(large)} {Travel(large)} and is never answered; GOOD's of {Size(small)} {Form(small)} and is");
    }

    private static CheckPacket? Report(ObservedExchange exchange) => Packet(exchange, EadPacketType.Report);

    private static CheckPacket? Packet(ObservedExchange exchange, EadPacketType type) =>
        exchange.CheckPackets.FirstOrDefault(packet => packet.Type == (int)type);

    private static string Size(CheckPacket packet) =>
        packet.PayloadBytes is { } payload ? $"{StepWords.Number(payload)} bytes" : $"{StepWords.Number(packet.XmlBytes ?? 0)} bytes of XML";

    private static string Travel(CheckPacket packet) =>
        !packet.IsWhole ? "arrives with fragments missing"
        : packet.Pieces is { } pieces ? $"travels in {pieces} IP fragments"
        : packet.PayloadBytes is null ? "is too large for one packet"
        : "travels in IP fragments";

    private static string Form(CheckPacket packet) => packet.IsSealed ? "leaves sealed, fits one packet" : "fits one packet";
}
