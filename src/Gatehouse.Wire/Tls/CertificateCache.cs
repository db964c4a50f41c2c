namespace Gatehouse.Wire.Tls;

/// <summary>
/// Remembers the facts of certificates by their octets, because a capture shows the same few certificates over and over.
/// Finding one again costs a hash over its octets and a comparison. Not safe for use by several threads at once.
/// </summary>
public sealed class CertificateCache
{
    /// <summary>The most certificates kept.</summary>
    public const int MaxEntries = 4096;

    /// <summary>The most octets of DER kept.</summary>
    public const int MaxOctets = 16 * 1024 * 1024;

    private readonly Dictionary<int, Entry> _entries = [];

    /// <summary>Certificates kept at the moment.</summary>
    public int Count => _entries.Count;

    /// <summary>Octets of DER kept at the moment.</summary>
    public int Octets { get; private set; }

    /// <summary>The facts of a certificate, read only when these very octets are not remembered.</summary>
    /// <param name="der">The DER encoding; it is copied when it is remembered.</param>
    public CertificateFacts Get(ReadOnlySpan<byte> der)
    {
        int key = KeyOf(der);
        if (_entries.TryGetValue(key, out Entry? known) && der.SequenceEqual(known.Der))
        {
            return known.Facts;
        }

        CertificateFacts facts = CertificateReader.Read(der);
        if (der.Length <= CertificateMessage.MaxCertificateLength)
        {
            Remember(key, new Entry(der.ToArray(), facts));
        }

        return facts;
    }

    private static int KeyOf(ReadOnlySpan<byte> der)
    {
        HashCode hash = default;
        hash.Add(der.Length);
        hash.AddBytes(der);
        return hash.ToHashCode();
    }

    private void Remember(int key, Entry entry)
    {
        if (_entries.Remove(key, out Entry? replaced))
        {
            Octets -= replaced.Der.Length;
        }

        // Starting afresh keeps the bound without book-keeping on every hit; certificates still in use come back at once.
        if (_entries.Count == MaxEntries || Octets + entry.Der.Length > MaxOctets)
        {
            _entries.Clear();
            Octets = 0;
        }

        _entries.Add(key, entry);
        Octets += entry.Der.Length;
    }

    private sealed record Entry(byte[] Der, CertificateFacts Facts);
}
