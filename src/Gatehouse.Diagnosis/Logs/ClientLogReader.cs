using System.Buffers;
using Gatehouse.Wire;
using Gatehouse.Wire.Ead;

namespace Gatehouse.Diagnosis.Logs;

/// <summary>
/// Reads the log of an access client (iNode and its kin), as a file or copied into an article, a ticket or a mail, with prose in any
/// language around it.
/// </summary>
internal static class ClientLogReader
{
    private const string SecurityModule = "SecPkt";
    private const int EntriesThatMakeALog = 3;

    /// <summary>Whether a text holds a client log: an entry of the security-check module, or several entries of any.</summary>
    public static bool Detect(string text)
    {
        int entries = 0;
        ReadOnlySpan<char> searched = text.AsSpan(0, Math.Min(text.Length, ClientLogLimits.MaxDetectionLength));
        for (int at = searched.IndexOf('['); at >= 0; at = NextBracket(searched, at))
        {
            if (!LogHeader.TryRead(text.AsSpan(at), out LogHeader header))
            {
                continue;
            }

            entries++;
            int body = at + header.Length;
            string start = LogBody.CompactWhole(text.AsSpan(body, Math.Min(LogBody.MaxMessageLength, text.Length - body)));
            if (entries == EntriesThatMakeALog || start.StartsWith(SecurityModule, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads a log; a text that is none gives a log without entries.</summary>
    public static ClientLog Read(string text) => Read(text, new ClientLogBudget(), CancellationToken.None);

    /// <summary>The same for one log of several.</summary>
    /// <param name="text">The log.</param>
    /// <param name="budget">What may be kept of this log and those after it.</param>
    /// <param name="cancellation">Ends reading early with <see cref="OperationCanceledException"/>.</param>
    public static ClientLog Read(string text, ClientLogBudget budget, CancellationToken cancellation)
    {
        text = QuotedText.Unquote(text);
        var entries = new List<ClientLogEntry>();
        var notes = new List<string>();
        var builder = new ExchangeBuilder(budget);
        var remarks = new List<AgentRemark>();
        string? shown = null;
        bool isUtc = true;
        int line = 1;
        int counted = 0;
        int next = NextHeader(text, 0, out LogHeader header);
        while (next >= 0 && entries.Count < ClientLogLimits.MaxEntries)
        {
            cancellation.ThrowIfCancellationRequested();
            line += text.AsSpan(counted, next - counted).Count('\n');
            counted = next;
            int bodyStart = next + header.Length;
            var entry = new ClientLogEntry(line, header.Time);
            entries.Add(entry);
            isUtc &= header.IsUtc;
            next = NextHeader(text, bodyStart, out header);
            ReadOnlySpan<char> body = next < 0 ? text.AsSpan(bodyStart) : text.AsSpan(bodyStart, next - bodyStart);
            shown ??= UserMessageSearch.InEntry(body);
            if (remarks.Count < ClientLogLimits.MaxRemarks && AgentRemark.TryRead(LogBody.Display(body), entry, out AgentRemark? remark))
            {
                remarks.Add(remark);
            }
            else if (!Understand(entry, LogBody.Compact(body), body, builder, notes))
            {
                Understand(entry, LogBody.CompactWhole(body), body, builder, notes);
            }
        }

        AddNotes(notes, next >= 0, entries, builder);
        return new ClientLog
        {
            Entries = entries,
            IsUtc = isUtc && entries.Count > 0,
            Exchanges = builder.Build(entries.Count == 0 ? default : entries[^1].Time),
            Remarks = remarks,
            Notes = notes,
            UserMessage = UserMessageSearch.InQuotes(text) ?? shown,
        };
    }

    private static int NextBracket(ReadOnlySpan<char> text, int after)
    {
        int next = text[(after + 1)..].IndexOf('[');
        return next < 0 ? -1 : after + 1 + next;
    }

    private static int NextHeader(string text, int start, out LogHeader header)
    {
        header = default;
        for (int at = text.IndexOf('[', start); at >= 0; at = text.IndexOf('[', at + 1))
        {
            if (LogHeader.TryRead(text.AsSpan(at), out header))
            {
                return at;
            }
        }

        return -1;
    }

    private static bool Understand(
        ClientLogEntry entry, string compact, ReadOnlySpan<char> body, ExchangeBuilder builder, List<string> notes)
    {
        var message = new LogMessage(compact);
        if (message.IsSent(out int type))
        {
            builder.Sent(Packet(entry, PacketDirection.ToServer, type, body, notes));
        }
        else if (message.IsReceived(out Wire.Ip.IpEndpoint? peer, out int bytes))
        {
            builder.Arrives(Arrival(entry) with { Peer = peer, ReceivedBytes = bytes });
        }
        else if (message.IsHeadId(out string id))
        {
            builder.Describe(Arrival(entry), packet => packet with { HeadId = id });
        }
        else if (message.IsType(out type))
        {
            builder.Describe(Arrival(entry), packet => packet with { Type = (EadPacketType)type });
        }
        else if (message.IsId(out id))
        {
            builder.Describe(Arrival(entry), packet => packet with { Id = id });
        }
        else if (message.IsTransfer(out type))
        {
            ExchangePacket printed = Packet(entry, PacketDirection.ToClient, type, body, notes);
            builder.Describe(printed, packet => packet with
            {
                Type = printed.Type,
                Document = printed.Document,
                DocumentComplete = printed.DocumentComplete,
            });
            builder.FinishArriving();
        }
        else if (message.IsState(out int state))
        {
            builder.State(state);
        }
        else if (message.IsPushResult(out type, out int code))
        {
            builder.Result(new PushResult((EadPacketType)type, code, entry.Time, entry.Line));
        }
        else
        {
            return false;
        }

        return true;
    }

    private static ExchangePacket Arrival(ClientLogEntry entry) =>
        new() { Direction = PacketDirection.ToClient, Time = entry.Time, Line = entry.Line };

    private static ExchangePacket Packet(
        ClientLogEntry entry, PacketDirection direction, int type, ReadOnlySpan<char> body, List<string> notes)
    {
        OperationStatus status = EadDocument.Read(body, out EadDocument document, out ParseError error);
        string? damage = status == OperationStatus.NeedMoreData ? "is cut off"
            : error.Kind == ParseErrorKind.LimitExceeded ? "is too large and was not read to its end"
            : null;
        if (damage is not null && notes.Count < ClientLogLimits.MaxNotes)
        {
            notes.Add($"line {entry.Line}: the document of packet {type} {damage}");
        }

        return new ExchangePacket
        {
            Direction = direction,
            Type = (EadPacketType)type,
            Time = entry.Time,
            Line = entry.Line,
            Document = document.Items.Count == 0 && status != OperationStatus.Done ? null : document,
            DocumentComplete = status == OperationStatus.Done,
        };
    }

    private static void AddNotes(List<string> notes, bool more, List<ClientLogEntry> entries, ExchangeBuilder builder)
    {
        if (more)
        {
            notes.Add($"the log has more than {ClientLogLimits.MaxEntries} entries; the rest was not read");
        }

        if (builder.Overflowed)
        {
            notes.Add("the log, with those read before it, has more security checks or packets than are kept; some were dropped");
        }

        for (int index = 1; index < entries.Count; index++)
        {
            if (entries[index].Time < entries[index - 1].Time)
            {
                notes.Add($"line {entries[index].Line}: the clock steps back");
                break;
            }
        }
    }
}
