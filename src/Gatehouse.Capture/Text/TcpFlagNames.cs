using Gatehouse.Wire.Tcp;

namespace Gatehouse.Capture.Text;

/// <summary>Control bits by the names Wireshark prints.</summary>
internal static class TcpFlagNames
{
    private const int MaxLength = 64;

    /// <summary>Reads "SYN, ACK"; null when anything else stands there.</summary>
    public static TcpFlags? Parse(ReadOnlySpan<char> list)
    {
        if (list.Length is 0 or > MaxLength)
        {
            return null;
        }

        TcpFlags flags = TcpFlags.None;
        foreach (Range range in list.Split(','))
        {
            ReadOnlySpan<char> name = list[range].Trim(' ');
            TcpFlags? flag = name switch
            {
                "FIN" => TcpFlags.Fin,
                "SYN" => TcpFlags.Syn,
                "RST" => TcpFlags.Rst,
                "PSH" => TcpFlags.Psh,
                "ACK" => TcpFlags.Ack,
                "URG" => TcpFlags.Urg,
                "ECN" or "ECE" => TcpFlags.Ece,
                "CWR" => TcpFlags.Cwr,
                "NS" or "AE" or "<None>" or "None" or "Reserved" => TcpFlags.None,
                _ => null,
            };
            if (flag is null)
            {
                return null;
            }

            flags |= flag.Value;
        }

        return flags;
    }
}
