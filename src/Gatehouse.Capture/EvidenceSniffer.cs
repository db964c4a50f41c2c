using System.Buffers.Binary;
using Gatehouse.Capture.Compression;
using Gatehouse.Capture.Pcap;
using Gatehouse.Capture.Pcapng;

namespace Gatehouse.Capture;

/// <summary>Tells what evidence is from its first octets. File names play no part.</summary>
internal static class EvidenceSniffer
{
    /// <summary>As many octets as are ever looked at, when there are that many.</summary>
    public const int EnoughOctets = 4096;

    /// <summary>Among this many octets of text one may be a control character: terminals and old tools leave some.</summary>
    private const int OctetsPerControl = 32;

    private const byte Escape = 0x1B;

    /// <summary>Tells the kind.</summary>
    /// <param name="firstBytes">The first octets of the content, at best <see cref="EnoughOctets"/> of them.</param>
    public static EvidenceKind Sniff(ReadOnlySpan<byte> firstBytes)
    {
        if (firstBytes.IsEmpty)
        {
            return EvidenceKind.Empty;
        }

        if (PcapFormat.TryRecognise(firstBytes, out _))
        {
            return EvidenceKind.Pcap;
        }

        if (PcapngReader.IsHeader(firstBytes))
        {
            return EvidenceKind.Pcapng;
        }

        if (GzipInput.IsHeader(firstBytes))
        {
            return EvidenceKind.Gzip;
        }

        if (firstBytes.StartsWith("PK\u0003\u0004"u8) || firstBytes.StartsWith("PK\u0005\u0006"u8))
        {
            return EvidenceKind.Zip;
        }

        if (firstBytes.StartsWith("MSCF\0\0\0\0"u8))
        {
            return EvidenceKind.Cab;
        }

        if (IsEventTrace(firstBytes))
        {
            return EvidenceKind.Etl;
        }

        return IsText(firstBytes) ? EvidenceKind.Text : EvidenceKind.Unknown;
    }

    /// <summary>
    /// An event trace starts with a buffer header of 0x48 octets (size at 0, type at 0x36: 4 is "header") and then the
    /// system record of the log file (marker at 0x48: flags C0, header type 1 or 2 for 32 or 64 bits).
    /// </summary>
    private static bool IsEventTrace(ReadOnlySpan<byte> octets) =>
        octets.Length >= 0x4C
        && BinaryPrimitives.ReadUInt32LittleEndian(octets) >= 0x48
        && BinaryPrimitives.ReadUInt16LittleEndian(octets[0x36..]) == 4
        && octets[0x4A] is 1 or 2
        && octets[0x4B] == 0xC0;

    private static bool IsText(ReadOnlySpan<byte> octets)
    {
        if (octets.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || octets.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return true;
        }

        int controls = 0;
        foreach (byte octet in octets)
        {
            if (octet == 0)
            {
                return false;
            }

            controls += octet < ' ' && octet is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f' or Escape) ? 1 : 0;
        }

        return controls <= octets.Length / OctetsPerControl;
    }
}
