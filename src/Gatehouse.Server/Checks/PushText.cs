using System.Text;
using Gatehouse.Protocol;

namespace Gatehouse.Server.Checks;

/// <summary>Text that the server sends by itself: UTF-8, cut where a datagram has no more room, never inside a character.</summary>
internal static class PushText
{
    /// <summary>Encodes a text.</summary>
    public static byte[] Encode(string? text)
    {
        byte[] octets = Encoding.UTF8.GetBytes(text ?? string.Empty);
        if (octets.Length <= ProtocolLimits.MaxNote)
        {
            return octets;
        }

        int length = ProtocolLimits.MaxNote;
        while ((octets[length] & 0xC0) == 0x80)
        {
            length--;
        }

        return octets[..length];
    }
}
