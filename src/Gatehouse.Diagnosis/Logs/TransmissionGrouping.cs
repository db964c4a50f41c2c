using Gatehouse.Wire.Ead;

namespace Gatehouse.Diagnosis.Logs;

/// <summary>Gathers repetitions of one packet: same number, and a document that is the same but for the marks of pasting.</summary>
internal static class TransmissionGrouping
{
    /// <summary>Groups the client's packets in order of their first copy.</summary>
    public static IReadOnlyList<Transmission> Group(IReadOnlyList<ExchangePacket> packets)
    {
        var groups = new List<(string Key, List<int> Copies)>();
        for (int index = 0; index < packets.Count; index++)
        {
            if (packets[index] is { Direction: PacketDirection.ToServer, Type: not null })
            {
                Place(groups, packets, index);
            }
        }

        var transmissions = new List<Transmission>();
        foreach ((_, List<int> copies) in groups)
        {
            ExchangePacket first = packets[copies[0]];
            ExchangePacket? answer = packets.Skip(copies[0] + 1).FirstOrDefault(packet => CanAnswer(first.Type!.Value, packet));
            transmissions.Add(new Transmission(first.Type!.Value, [.. copies.Select(copy => packets[copy])], answer));
        }

        return transmissions;
    }

    private static void Place(List<(string Key, List<int> Copies)> groups, IReadOnlyList<ExchangePacket> packets, int index)
    {
        string key = Key(packets[index].Document);
        for (int group = groups.Count - 1; group >= 0; group--)
        {
            ExchangePacket first = packets[groups[group].Copies[0]];
            if (first.Type == packets[index].Type && SameContent(groups[group].Key, key, first, packets[index]))
            {
                groups[group].Copies.Add(index);
                if (key.Length > groups[group].Key.Length)
                {
                    groups[group] = (key, groups[group].Copies);
                }

                return;
            }
        }

        groups.Add((key, [index]));
    }

    // A copy that was cut off is the same packet as far as it goes.
    private static bool SameContent(string known, string key, ExchangePacket first, ExchangePacket packet) =>
        first.DocumentComplete && packet.DocumentComplete
            ? known == key
            : known.StartsWith(key, StringComparison.Ordinal) || key.StartsWith(known, StringComparison.Ordinal);

    private static bool CanAnswer(EadPacketType asked, ExchangePacket packet) =>
        packet.Direction == PacketDirection.ToClient
            && (packet.Type is not { } type || (asked == EadPacketType.Request ? type == EadPacketType.Policy : type > asked));

    // Lost spaces and bars misread as brackets are marks of pasting; everything else is content.
    private static string Key(EadDocument? document) => document is null
        ? string.Empty
        : string.Concat(document.Items.Select(item => $"<{Strip(item.Name)}>{Strip(item.Value)}"));

    private static string Strip(string text) =>
        string.Concat(text.Where(character => !char.IsWhiteSpace(character)).Select(character => character == ']' ? '|' : character));
}
