namespace Gatehouse.Wire.Tls;

/// <summary>The certificates of one Certificate message, leaf first, as views into its octets.</summary>
public readonly ref struct CertificateChain
{
    private readonly ReadOnlySpan<byte> _list;
    private readonly bool _hasExtensions;

    /// <summary>Wraps a list whose framing has been checked.</summary>
    internal CertificateChain(ReadOnlySpan<byte> list, bool hasExtensions, int count)
    {
        _list = list;
        _hasExtensions = hasExtensions;
        Count = count;
    }

    /// <summary>How many certificates there are, 0 to <see cref="CertificateMessage.MaxCertificates"/>.</summary>
    public int Count { get; }

    /// <summary>Walks the DER encodings.</summary>
    public Enumerator GetEnumerator() => new(_list, _hasExtensions);

    /// <summary>Takes one entry of the list: 24-bit length and DER, in TLS 1.3 followed by extensions.</summary>
    internal static bool TryTakeEntry(scoped ref SpanReader reader, bool hasExtensions, out ReadOnlySpan<byte> der)
    {
        der = default;
        return reader.TryReadUInt24(out int length)
            && reader.TryTake(length, out der)
            && (!hasExtensions || HelloFields.TryTakeVector16(ref reader, out _));
    }

    /// <summary>Walks the certificates in order.</summary>
    public ref struct Enumerator
    {
        private readonly bool _hasExtensions;
        private SpanReader _reader;
        private ReadOnlySpan<byte> _current;

        internal Enumerator(ReadOnlySpan<byte> list, bool hasExtensions)
        {
            _reader = new SpanReader(list);
            _hasExtensions = hasExtensions;
        }

        /// <summary>The DER encoding of the certificate the walk stands on.</summary>
        public readonly ReadOnlySpan<byte> Current => _current;

        /// <summary>Goes to the next certificate; false after the last.</summary>
        public bool MoveNext() => TryTakeEntry(ref _reader, _hasExtensions, out _current);
    }
}
