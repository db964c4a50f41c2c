using System.Globalization;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Logs;
using Gatehouse.Wire.Ead;

namespace Gatehouse.Diagnosis.Ladders;

/// <summary>The packets of a security check as the client's log tells them.</summary>
internal static class LogLadder
{
    /// <summary>Draws the security check that a finding names the most lines of.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="source">Name of the log.</param>
    /// <param name="log">The log.</param>
    /// <param name="zone">Its time zone.</param>
    public static Ladder? Draw(Finding finding, string source, ClientLog log, TimeZoneInfo zone)
    {
        HashSet<long> proof = [.. finding.Evidence.Where(evidence => evidence.Source == source).SelectMany(evidence => evidence.Frames)];
        SecurityExchange? exchange = log.Exchanges.MaxBy(candidate => candidate.Packets.Count(packet => proof.Contains(packet.Line)));
        if (exchange is null || !exchange.Packets.Any(packet => proof.Contains(packet.Line)))
        {
            return null;
        }

        HashSet<ExchangePacket> again = [.. exchange.Transmissions.SelectMany(sent => sent.Copies.Skip(1))];
        return EndLadder.Of(finding.Conversation, source, isLog: true, [.. exchange.Packets.Select(packet => new EndPacket(
            packet.Line,
            proof.Contains(packet.Line),
            IsRemarkable: false,
            new LadderStep
            {
                Time = ClientLog.ToUtc(packet.Time, zone),
                IsToServer = packet.Direction == PacketDirection.ToServer,
                From = 0,
                To = 0,
                Label = Label(packet),
                IsSentAgain = again.Contains(packet),
                Frames = [],
            }))]);
    }

    private static string Label(ExchangePacket packet)
    {
        string octets = packet.ReceivedBytes is { } bytes ? string.Create(CultureInfo.InvariantCulture, $", {bytes:#,0} B") : string.Empty;
        return packet.Type switch
        {
            null => $"packet{octets}",
            EadPacketType.Request => $"packet 1, request{octets}",
            EadPacketType.Policy => $"packet 2, policy{octets}",
            EadPacketType.Report => $"packet 3, report{octets}",
            EadPacketType.Verdict => $"packet 4, verdict{octets}",
            { } other => $"packet {(int)other}{octets}",
        };
    }
}
