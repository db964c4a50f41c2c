using System.Globalization;
using Gatehouse.Diagnosis.Observation;

namespace Gatehouse.Diagnosis.Sources;

/// <summary>Says of frames that carry no IP, but may be what a case is about, that they are there and not judged.</summary>
internal static class UnreadFrames
{
    /// <summary>The EtherType of EAP over LAN (IEEE 802.1X).</summary>
    private const ushort EapOverLan = 0x888E;

    /// <summary>A remark for each kind.</summary>
    public static IEnumerable<string> Notes(SourceObservations observations)
    {
        if (observations.NotIp.TryGetValue(EapOverLan, out long frames))
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{frames:N0} {(frames == 1 ? "frame" : "frames")} of 802.1X (EAPOL) in it: the sign-in at a switch port or access point is not judged; Wireshark shows it with the filter eapol");
        }
    }
}
