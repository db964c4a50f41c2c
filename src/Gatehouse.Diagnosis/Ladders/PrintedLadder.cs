using Gatehouse.Capture.Text;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Wire.Ip;
using Gatehouse.Wire.Tcp;

namespace Gatehouse.Diagnosis.Ladders;

/// <summary>The packets of a conversation as a packet list prints them.</summary>
internal static class PrintedLadder
{
    /// <summary>Draws the conversation a finding is about.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="source">Name of the text.</param>
    /// <param name="text">The text.</param>
    /// <returns>Null when none of its packets is printed with addresses.</returns>
    public static Ladder? Draw(Finding finding, string source, PacketText text)
    {
        if (finding.Conversation is not { } name
            || !IpEndpoint.TryParse(name.Client, out IpEndpoint client) || !IpEndpoint.TryParse(name.Server, out IpEndpoint server))
        {
            return null;
        }

        HashSet<long> proof = [.. finding.Evidence.Where(evidence => evidence.Source == source).SelectMany(evidence => evidence.Frames)];
        IGrouping<int, TextFrame>? capture = text.Frames
            .Where(frame => WayOf(frame, client, server) is not null)
            .GroupBy(frame => frame.Group)
            .MaxBy(group => group.Count(frame => proof.Contains(frame.Number)));
        return capture is null ? null : EndLadder.Of(name, source, isLog: false, [.. capture.Select(frame => Packet(frame, client, server, proof))]);
    }

    private static EndPacket Packet(TextFrame frame, IpEndpoint client, IpEndpoint server, HashSet<long> proof)
    {
        TcpFlags flags = frame.Tcp?.Flags ?? TcpFlags.None;
        LadderMark mark = (flags & TcpFlags.Rst) != 0 ? LadderMark.Reset
            : frame.Tls.Any(message => message.Alert is not null) ? LadderMark.Alert
            : frame.Icmp is not null ? LadderMark.Error
            : LadderMark.None;
        return new EndPacket(
            frame.Number,
            proof.Contains(frame.Number),
            mark != LadderMark.None || (flags & (TcpFlags.Syn | TcpFlags.Fin)) != 0,
            new LadderStep
            {
                Time = frame.Time,
                IsToServer = WayOf(frame, client, server) == true,
                From = 0,
                To = 0,
                Label = frame.Info,
                Mark = mark,
                Frames = [],
            });
    }

    /// <summary>Whether a frame goes to the server; null when it belongs to another conversation.</summary>
    private static bool? WayOf(TextFrame frame, IpEndpoint client, IpEndpoint server) =>
        Is(frame.Source, client) && Is(frame.Destination, server) ? true
        : Is(frame.Source, server) && Is(frame.Destination, client) ? false
        : null;

    // Packet lists leave ports out beside messages of higher protocols.
    private static bool Is(IpEndpoint printed, IpEndpoint end) => printed.Address == end.Address && (printed.Port == end.Port || printed.Port == 0);
}
