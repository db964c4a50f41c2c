using Gatehouse.Capture;
using Gatehouse.Diagnosis.Comparison.Exchanges;
using Gatehouse.Diagnosis.Observation.Tcp;

namespace Gatehouse.Diagnosis.Comparison.Steps;

/// <summary>How the connection was opened.</summary>
internal static class TcpSteps
{
    /// <summary>Writes the steps down.</summary>
    public static void Add(StepSheet sheet, ObservedExchange exchange)
    {
        if (exchange.Tcp is not { } tcp)
        {
            return;
        }

        sheet.Add(StepCodes.ClientMss, Mss(tcp.FromClient));
        sheet.Add(StepCodes.ServerMss, Mss(tcp.FromServer));
        if (tcp.FromClient.SynFrame != 0 && (tcp.FromClient.WindowScale ?? tcp.FromServer.WindowScale) is not null)
        {
            string scales = $"{Scale(tcp.FromClient)} / {Scale(tcp.FromServer)}";
            bool isAgreed = tcp.FromServer.SynFrame != 0;
            sheet.Add(StepCodes.WindowScale, StepValue.Of(scales, tcp.FromClient.SynFrame, tcp.FromServer.SynFrame) with { Key = isAgreed ? scales : null });
        }

        sheet.Add(StepCodes.TcpAnswer, Answer(tcp));
        if (tcp.FromClient.SynTime.IsKnown && tcp.FromServer.SynTime.IsKnown)
        {
            sheet.Add(StepCodes.TcpTime, StepValue.Duration(Timestamp.Seconds(tcp.FromClient.SynTime, tcp.FromServer.SynTime)));
        }

        sheet.Add(StepCodes.Speaks, tcp.ClientKind switch
        {
            StreamKind.Tls => StepValue.Of("TLS", tcp.FromClient.FirstPayloadFrame),
            StreamKind.Http => StepValue.Of("HTTP", tcp.FromClient.FirstPayloadFrame),
            StreamKind.Other => StepValue.Of("something else", tcp.FromClient.FirstPayloadFrame),
            _ => null,
        });
        AddLargest(sheet, tcp, exchange.Faults.Any());
    }

    /// <summary>Of a side that fails, the segments that never arrive; of one that works, the largest that do.</summary>
    private static void AddLargest(StepSheet sheet, TcpConversation tcp, bool fails)
    {
        TcpDirection stuck = tcp.FromServer.StuckPayload >= tcp.FromClient.StuckPayload ? tcp.FromServer : tcp.FromClient;
        int largest = Math.Max(tcp.FromClient.LargestAcknowledgedPayload, tcp.FromServer.LargestAcknowledgedPayload);
        if (fails && stuck.StuckCount > 1)
        {
            sheet.Add(StepCodes.LargestSegment, new StepValue(
                $"{StepWords.Number(stuck.StuckPayload)} bytes, sent again {stuck.StuckCount} times", "stuck")
            { Frames = Judgement.FindingNames.Frames(stuck.StuckFrames.First, stuck.StuckFrames.Last) });
        }
        else if (largest > 0)
        {
            sheet.Add(StepCodes.LargestSegment, new StepValue($"{StepWords.Number(largest)} bytes, acknowledged", "acknowledged"));
        }
    }

    private static StepValue? Mss(TcpDirection direction) => direction.MaximumSegmentSize == 0 ? null
        : StepValue.Of(StepWords.Number(direction.MaximumSegmentSize), direction.SynFrame);

    private static string Scale(TcpDirection direction) => direction.WindowScale is { } scale ? $"{scale}" : direction.SynFrame != 0 ? "none" : "–";

    private static StepValue? Answer(TcpConversation tcp)
    {
        if (tcp.FromClient.SynFrame == 0 && tcp.FromServer.SynFrame == 0)
        {
            return null;
        }

        string repeated = tcp.FromClient.Syns > 1 ? $" to {tcp.FromClient.Syns} SYNs" : string.Empty;
        return tcp.FromServer.SynFrame != 0 ? new StepValue($"SYN-ACK{repeated}", "syn-ack") { Frames = [tcp.FromServer.SynFrame] }
            : tcp.FromServer.Reset is { } reset
                ? new StepValue($"RST{repeated}{(reset.Ttl == 0 ? string.Empty : $", TTL {reset.Ttl}")}", "rst") { Frames = [reset.Frame] }
            : tcp.IcmpErrors.Count > 0 ? new StepValue($"ICMP error{repeated}", "icmp") { Frames = [tcp.IcmpErrors[0].Frame] }
            : new StepValue($"none{repeated}", "none") { Frames = Judgement.FindingNames.Frames(tcp.FromClient.SynFrame, tcp.FromClient.LastSynFrame) };
    }
}
