using Gatehouse.Diagnosis.Comparison.Exchanges;
using Gatehouse.Wire.Ead;

namespace Gatehouse.Diagnosis.Comparison.Steps;

/// <summary>The packets of a security check: sizes, fragments, repetitions, answers.</summary>
internal static class CheckSteps
{
    /// <summary>Writes the steps down.</summary>
    public static void Add(StepSheet sheet, ObservedExchange exchange)
    {
        foreach (CheckPacket packet in exchange.CheckPackets)
        {
            string? code = (EadPacketType)packet.Type switch
            {
                EadPacketType.Request => StepCodes.CheckRequest,
                EadPacketType.Policy => StepCodes.CheckPolicy,
                EadPacketType.Report => StepCodes.CheckReport,
                EadPacketType.Verdict => StepCodes.CheckVerdict,
                _ => null,
            };
            if (code is null)
            {
                continue;
            }

            // A verdict is the same however long: what matters is that it came.
            string what = Describe(packet);
            sheet.Add(code, new StepValue(what + Fate(packet), code == StepCodes.CheckVerdict ? "came" : what) { Frames = packet.Frames });
            if (packet.Patches is { } patches)
            {
                sheet.Add(StepCodes.CheckPatches, StepValue.Of(StepWords.Number(patches), [.. packet.Frames]));
            }
        }
    }

    /// <summary>"2,656 bytes, plain, 2 fragments".</summary>
    private static string Describe(CheckPacket packet)
    {
        string size = packet.PayloadBytes is { } payload ? $"{StepWords.Number(payload)} bytes"
            : packet.XmlBytes is { } xml ? $"{StepWords.Number(xml)} bytes of XML"
            : "size not shown";
        string form = packet.IsSealed ? ", sealed" : packet.PayloadBytes < packet.XmlBytes ? ", compressed" : packet.XmlBytes is null ? string.Empty : ", plain";
        string travel = !packet.IsWhole ? ", fragments missing"
            : packet.Pieces is > 1 and { } pieces ? $", {pieces} fragments"
            : packet is { IsFragmented: true, Pieces: null } ? packet.PayloadBytes is null ? ", too large for one packet" : ", in fragments"
            : string.Empty;
        return size + form + travel;
    }

    /// <summary>", sent 4 times 5 s apart, no answer".</summary>
    private static string Fate(CheckPacket packet)
    {
        string times = packet.Sendings == 1 ? string.Empty
            : $", sent {packet.Sendings} times{(packet.Spacing is { } spacing ? $" {StepWords.Seconds(spacing)} apart" : string.Empty)}";
        return times + (packet.IsAnswered ? string.Empty : ", no answer");
    }
}
