using System.Buffers;

namespace Gatehouse.Wire.Ead.Sealed;

/// <summary>
/// A whole sealed datagram (docs/protocol.md): header (42 octets); from a client the session token (104) and, when flagged, the address proof
/// (28); then the sealed content and its tag (16). Everything in front of the content is associated data.
/// </summary>
public readonly ref struct SealedDatagram
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _contentStart;

    private SealedDatagram(ReadOnlySpan<byte> bytes, SealedHeader header, int contentStart)
    {
        _bytes = bytes;
        Header = header;
        _contentStart = contentStart;
    }

    /// <summary>The header.</summary>
    public SealedHeader Header { get; }

    /// <summary>Everything that is authenticated and not encrypted.</summary>
    public ReadOnlySpan<byte> AssociatedData => _bytes[.._contentStart];

    /// <summary>The client's session token; empty from a server.</summary>
    public ReadOnlySpan<byte> Token =>
        Header.IsFromServer ? default : _bytes.Slice(SealedLayout.HeaderLength, SealedLayout.TokenLength);

    /// <summary>The client's address proof; empty when it sent none.</summary>
    public ReadOnlySpan<byte> Proof =>
        Header.IsFromServer ? default : _bytes[(SealedLayout.HeaderLength + SealedLayout.TokenLength).._contentStart];

    /// <summary>The encrypted content, possibly empty, without its tag.</summary>
    public ReadOnlySpan<byte> Content => IsSealed ? _bytes[_contentStart..^SealedLayout.TagLength] : default;

    /// <summary>The tag; empty when nothing is sealed.</summary>
    public ReadOnlySpan<byte> Tag => IsSealed ? _bytes[^SealedLayout.TagLength..] : default;

    /// <summary>Whether a sealed content follows.</summary>
    public bool IsSealed => (Header.Flags & SealedFlags.Unsealed) == 0;

    /// <summary>Reads a whole UDP payload.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="datagram">The datagram; empty unless the result is <see cref="OperationStatus.Done"/>.</param>
    /// <param name="error">What is wrong, when the result is <see cref="OperationStatus.InvalidData"/>.</param>
    /// <returns>
    /// NeedMoreData when it ends before token, proof or tag do; InvalidData for another magic or version, more than 1,200 octets, an unsealed
    /// datagram that is not a server's "open a new session", or octets behind one.
    /// </returns>
    public static OperationStatus Read(ReadOnlySpan<byte> payload, out SealedDatagram datagram, out ParseError error)
    {
        datagram = default;
        OperationStatus status = SealedHeader.Read(payload, out SealedHeader header, out error);
        if (status != OperationStatus.Done)
        {
            return status;
        }

        if (payload.Length > SealedLayout.MaxDatagram)
        {
            error = new ParseError(ParseErrorKind.LimitExceeded, SealedLayout.MaxDatagram);
            return OperationStatus.InvalidData;
        }

        int contentStart = SealedLayout.HeaderLength;
        if ((header.Flags & SealedFlags.Unsealed) != 0)
        {
            if (!header.IsFromServer || header.Message != CheckMessage.NewSession)
            {
                error = new ParseError(ParseErrorKind.BadValue, SealedHeader.FlagsField);
                return OperationStatus.InvalidData;
            }

            if (payload.Length > contentStart)
            {
                error = new ParseError(ParseErrorKind.TrailingData, contentStart);
                return OperationStatus.InvalidData;
            }

            datagram = new SealedDatagram(payload, header, contentStart);
            return OperationStatus.Done;
        }

        if (!header.IsFromServer)
        {
            contentStart += SealedLayout.TokenLength;
            contentStart += (header.Flags & SealedFlags.AddressProof) != 0 ? SealedLayout.ProofLength : 0;
        }

        if (payload.Length < contentStart + SealedLayout.TagLength)
        {
            return OperationStatus.NeedMoreData;
        }

        datagram = new SealedDatagram(payload, header, contentStart);
        return OperationStatus.Done;
    }
}
