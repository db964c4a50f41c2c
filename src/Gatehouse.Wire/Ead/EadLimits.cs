namespace Gatehouse.Wire.Ead;

/// <summary>Bounds on what is read as one security-check document, far above anything real.</summary>
internal static class EadLimits
{
    /// <summary>Characters of text searched for one document; the longest report known is under 4,000.</summary>
    public const int MaxTextLength = 1 << 20;

    /// <summary>Items in one document; a policy has about 40.</summary>
    public const int MaxItems = 4096;

    /// <summary>Characters of an item's name; the longest known has 20.</summary>
    public const int MaxNameLength = 256;

    /// <summary>
    /// Octets of a UDP payload searched for the start of the document. The header in front of it is not published, so the
    /// document is looked for instead of computed.
    /// </summary>
    public const int MaxDatagramHeader = 64;
}
