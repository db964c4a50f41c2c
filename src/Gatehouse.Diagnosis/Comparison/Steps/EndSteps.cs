using Gatehouse.Diagnosis.Comparison.Exchanges;
using Gatehouse.Diagnosis.Observation.Icmp;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Wire.Icmp;

namespace Gatehouse.Diagnosis.Comparison.Steps;

/// <summary>What was lost, who objected, who closed.</summary>
internal static class EndSteps
{
    /// <summary>Writes the steps down.</summary>
    public static void Add(StepSheet sheet, ObservedExchange exchange)
    {
        IReadOnlyList<IcmpError> errors = exchange.Tcp?.IcmpErrors ?? exchange.Udp?.IcmpErrors ?? [];
        if (errors.Count > 0)
        {
            IcmpError first = errors[0];
            string what = $"{IcmpNames.Of(first.IsVersion6, first.Type, first.Code)} from {first.From}";
            sheet.Add(StepCodes.Icmp, StepValue.Of(what, [.. errors.Select(error => error.Frame)]));
        }

        if (exchange.Tcp is not { } tcp)
        {
            return;
        }

        int again = tcp.FromClient.Retransmissions + Math.Max(0, tcp.FromClient.Syns - 1);
        int back = tcp.FromServer.Retransmissions + Math.Max(0, tcp.FromServer.Syns - 1);
        sheet.Add(StepCodes.Retransmissions, StepValue.Of(
            again + back == 0 ? "nothing" : $"{again} by the client, {back} by the server",
            tcp.FromClient.FirstRetransmissionFrame,
            tcp.FromServer.FirstRetransmissionFrame));
        (string text, long frame) = tcp.EndedBy switch
        {
            TcpEnding.ClientFin => ("client, FIN", tcp.FromClient.FinFrame),
            TcpEnding.ServerFin => ("server, FIN", tcp.FromServer.FinFrame),
            TcpEnding.ClientReset => ("client, RST", tcp.FromClient.Reset!.Frame),
            TcpEnding.ServerReset => ("server, RST", tcp.FromServer.Reset!.Frame),
            _ => ("nobody", 0L),
        };
        sheet.Add(StepCodes.EndedBy, StepValue.Of(text, frame));
    }
}
