namespace Gatehouse.Wire.Ead;

/// <summary>
/// Tells plain security-check datagrams from sealed ones. In front of the document stands a header of unknown length and
/// layout, so the document is looked for within the first <see cref="EadLimits.MaxDatagramHeader"/> octets.
/// </summary>
public static class EadDatagram
{
    private static ReadOnlySpan<byte> OpeningTag => "<data"u8;

    private static ReadOnlySpan<byte> ClosingTag => "</data>"u8;

    /// <summary>
    /// Finds the plain document in a UDP payload or in the first fragment of one.
    /// </summary>
    /// <param name="payload">UDP payload, as far as it was captured.</param>
    /// <param name="xml">The document's octets (UTF-8 or a superset of ASCII), to the end of the payload when it is cut.</param>
    /// <param name="headerLength">Octets in front of the document.</param>
    /// <param name="complete">Whether the closing tag is there.</param>
    /// <returns>
    /// False when no document starts there: the datagram is sealed (compressed, encrypted) or not a security check at all,
    /// which only its ports can tell.
    /// </returns>
    public static bool TryFindXml(ReadOnlySpan<byte> payload, out ReadOnlySpan<byte> xml, out int headerLength, out bool complete)
    {
        int searched = Math.Min(payload.Length, EadLimits.MaxDatagramHeader + OpeningTag.Length);
        headerLength = payload[..searched].IndexOf(OpeningTag);
        if (headerLength < 0)
        {
            xml = default;
            headerLength = 0;
            complete = false;
            return false;
        }

        xml = payload[headerLength..];
        int end = xml.LastIndexOf(ClosingTag);
        complete = end >= 0;
        if (complete)
        {
            xml = xml[..(end + ClosingTag.Length)];
        }

        return true;
    }
}
