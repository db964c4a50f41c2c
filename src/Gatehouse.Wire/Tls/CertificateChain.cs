namespace Gatehouse.Wire.Tls;

/// <summary>The certificates of one Certificate message, leaf first, as views into its octets.</summary>
public readonly ref struct CertificateChain
{
    private readonly ReadOnlySpan<byte> _list;

    /// <summary>Wraps a list whose framing has been checked.</summary>
    internal CertificateChain(ReadOnlySpan<byte> list, int count)
    {
        _list = list;
        Count = count;
    }

    /// <summary>How many certificates there are, 0 to <see cref="CertificateMessage.MaxCertificates"/>.</summary>
    public int Count { get; }

    /// <summary>Walks the DER encodings.</summary>
    public Enumerator GetEnumerator() => new(_list);

    /// <summary>Takes one entry of the list: 24-bit length and DER.</summary>
    internal static bool TryTakeEntry(scoped ref SpanReader reader, out ReadOnlySpan<byte> der)
    {
        der = default;
        return reader.TryReadUInt24(out int length)
            && reader.TryTake(length, out der);
    }

    /// <summary>Walks the certificates in order.</summary>
    public ref struct Enumerator
    {
        private SpanReader _reader;
        private ReadOnlySpan<byte> _current;

        internal Enumerator(ReadOnlySpan<byte> list) => _reader = new SpanReader(list);

        /// <summary>The DER encoding of the certificate the walk stands on.</summary>
        public readonly ReadOnlySpan<byte> Current => _current;

        /// <summary>Goes to the next certificate; false after the last.</summary>
        public bool MoveNext() => TryTakeEntry(ref _reader, out _current);
    }
}
