using System.Buffers.Binary;
using Gatehouse.Capture.Input;

namespace Gatehouse.Capture.Compression;

/// <summary>
/// The content of a gzip file (RFC 1952): all its members joined. Damage ends the content where it is met; all that
/// was decoded before is handed out.
/// </summary>
/// <param name="source">The compressed octets; owned.</param>
internal sealed class GzipInput(OctetSource source) : IOctetInput
{
    private const int HeaderLength = 10;
    private const int TrailerLength = 8;
    private const int LongestName = 64 * 1024;
    private const byte HeaderCheck = 2;
    private const byte ExtraField = 4;
    private const byte FileName = 8;
    private const byte FileComment = 16;

    private readonly Inflater _inflater = new(source);
    private bool _inMember;
    private bool _ended;
    private uint _sum;
    private uint _size;

    /// <inheritdoc/>
    public long Position => source.Offset;

    /// <inheritdoc/>
    public long? Length => source.Length;

    /// <inheritdoc/>
    public InputFailure? Failure { get; private set; }

    /// <summary>Whether octets begin like a gzip member that is compressed by DEFLATE.</summary>
    public static bool IsHeader(ReadOnlySpan<byte> octets) => octets.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B, 8]);

    /// <inheritdoc/>
    public int Read(Span<byte> into)
    {
        while (!_ended)
        {
            if (!_inMember && !TryStartMember())
            {
                break;
            }

            int count = _inflater.Read(into);
            if (count > 0)
            {
                _sum = Crc32.Update(_sum, into[..count]);
                _size += (uint)count;
                return count;
            }

            EndMember();
        }

        return 0;
    }

    /// <inheritdoc/>
    public void Dispose() => source.Dispose();

    private bool TryStartMember()
    {
        if (source.TryEnsure(3) && IsHeader(source.Window))
        {
            if (!TrySkipHeader())
            {
                Fail("the compressed data end inside a header");
                return false;
            }

            _inflater.Reset();
            (_inMember, _sum, _size) = (true, 0, 0);
            return true;
        }

        // Tapes and block devices pad with zeros; anything else behind the last member was not meant to be there.
        if (source.Window.ContainsAnyExcept((byte)0))
        {
            Fail("octets that are not compressed data follow it and were not read");
        }

        // What lies around it, an entry of an archive, may be damaged even so.
        Failure ??= source.Failure;
        _ended = true;
        return false;
    }

    private bool TrySkipHeader()
    {
        if (!source.TryEnsure(HeaderLength))
        {
            return false;
        }

        byte flags = source.Window[3];
        source.Advance(HeaderLength);
        if ((flags & ExtraField) != 0)
        {
            if (!source.TryEnsure(2))
            {
                return false;
            }

            int length = 2 + BinaryPrimitives.ReadUInt16LittleEndian(source.Window);
            if (!source.TryEnsure(length))
            {
                return false;
            }

            source.Advance(length);
        }

        if (((flags & FileName) != 0 && !TrySkipText()) || ((flags & FileComment) != 0 && !TrySkipText()))
        {
            return false;
        }

        if ((flags & HeaderCheck) == 0)
        {
            return true;
        }

        bool there = source.TryEnsure(2);
        source.Advance(there ? 2 : 0);
        return there;
    }

    private bool TrySkipText()
    {
        for (int length = 0; length < LongestName && source.TryEnsure(1); length++)
        {
            byte octet = source.Window[0];
            source.Advance(1);
            if (octet == 0)
            {
                return true;
            }
        }

        return false;
    }

    private void EndMember()
    {
        _inMember = false;
        if (_inflater.Status == InflateStatus.Invalid)
        {
            Fail("the compressed data are damaged");
        }
        else if (_inflater.Status == InflateStatus.Truncated || !source.TryEnsure(TrailerLength))
        {
            Fail("the compressed data end early");
        }
        else
        {
            bool agrees = BinaryPrimitives.ReadUInt32LittleEndian(source.Window) == _sum
                && BinaryPrimitives.ReadUInt32LittleEndian(source.Window[4..]) == _size;
            source.Advance(TrailerLength);
            if (!agrees)
            {
                Fail("the check sum of the compressed data is wrong: what was read may be damaged");
            }
        }
    }

    private void Fail(string what)
    {
        string where = FormattableString.Invariant($"{what} (octet {source.Offset} of the compressed input)");
        Failure ??= source.Failure ?? new InputFailure(CaptureProblemKind.CompressionDamaged, where);
        _ended = true;
    }
}
