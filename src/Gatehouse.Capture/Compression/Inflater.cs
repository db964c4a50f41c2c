using System.Buffers.Binary;
using Gatehouse.Capture.Input;

namespace Gatehouse.Capture.Compression;

/// <summary>
/// Decodes DEFLATE (RFC 1951) octet by octet up to the first damage. The decoder of the platform throws away what it
/// decoded in the call that meets the damage, which for a small capture is everything.
/// </summary>
internal sealed class Inflater(OctetSource source)
{
    private const int WindowSize = 32 * 1024;
    private const int OutputSize = 256 * 1024;
    private const int LongestMatch = 258;
    private const int LiteralCodes = 288;
    private const int DistanceCodes = 32;

    private readonly HuffmanTable _literals = new();
    private readonly HuffmanTable _distances = new();
    private readonly byte[] _output = new byte[WindowSize + OutputSize];
    private ulong _bits;
    private int _bitCount;
    private int _produced;
    private int _taken;
    private bool _inBlock;
    private bool _lastBlock;
    private bool _stored;
    private int _storedLeft;

    private static ReadOnlySpan<byte> CodeLengthOrder => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    private static ReadOnlySpan<ushort> LengthBase =>
        [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];

    private static ReadOnlySpan<byte> LengthExtra =>
        [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];

    private static ReadOnlySpan<ushort> DistanceBase =>
    [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
        8193, 12289, 16385, 24577,
    ];

    private static ReadOnlySpan<byte> DistanceExtra =>
        [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];

    /// <summary>How far decoding has come.</summary>
    public InflateStatus Status { get; private set; }

    /// <summary>Starts a new stream at the next octet of the source.</summary>
    public void Reset()
    {
        Status = InflateStatus.Running;
        (_bits, _bitCount, _produced, _taken) = (0, 0, 0, 0);
        (_inBlock, _lastBlock) = (false, false);
    }

    /// <summary>Copies decoded octets.</summary>
    /// <returns>Octets copied; 0 when there are no more, and <see cref="Status"/> says why.</returns>
    public int Read(Span<byte> into)
    {
        if (_taken == _produced)
        {
            Decode();
        }

        int count = Math.Min(into.Length, _produced - _taken);
        _output.AsSpan(_taken, count).CopyTo(into);
        _taken += count;
        return count;
    }

    private void Decode()
    {
        if (_produced > WindowSize)
        {
            _output.AsSpan(_produced - WindowSize, WindowSize).CopyTo(_output);
            _produced = _taken = WindowSize;
        }

        while (Status == InflateStatus.Running && _output.Length - _produced >= LongestMatch)
        {
            if (!_inBlock)
            {
                if (_lastBlock)
                {
                    GiveBackWholeOctets();
                    Status = InflateStatus.Done;
                }
                else
                {
                    Status = StartBlock();
                }
            }
            else
            {
                Status = _stored ? CopyStored() : DecodeSymbols();
            }
        }
    }

    private InflateStatus StartBlock()
    {
        if (!TryTake(3, out uint head))
        {
            return InflateStatus.Truncated;
        }

        _lastBlock = (head & 1) != 0;
        _inBlock = true;
        _stored = head >> 1 == 0;
        return (head >> 1) switch
        {
            0 => StartStored(),
            1 => StartFixed(),
            2 => StartDynamic(),
            _ => InflateStatus.Invalid,
        };
    }

    private InflateStatus StartStored()
    {
        GiveBackWholeOctets();
        if (!source.TryEnsure(4))
        {
            return InflateStatus.Truncated;
        }

        _storedLeft = BinaryPrimitives.ReadUInt16LittleEndian(source.Window);
        bool agrees = _storedLeft == (ushort)~BinaryPrimitives.ReadUInt16LittleEndian(source.Window[2..]);
        source.Advance(4);
        return agrees ? InflateStatus.Running : InflateStatus.Invalid;
    }

    private InflateStatus StartFixed()
    {
        Span<byte> lengths = stackalloc byte[LiteralCodes];
        lengths[..144].Fill(8);
        lengths[144..256].Fill(9);
        lengths[256..280].Fill(7);
        lengths[280..].Fill(8);
        _literals.TryBuild(lengths);
        lengths[..DistanceCodes].Fill(5);
        _distances.TryBuild(lengths[..DistanceCodes]);
        return InflateStatus.Running;
    }

    private InflateStatus StartDynamic()
    {
        if (!TryTake(14, out uint counts))
        {
            return InflateStatus.Truncated;
        }

        int literals = (int)(counts & 31) + 257;
        int distances = (int)((counts >> 5) & 31) + 1;
        int codeLengths = (int)(counts >> 10) + 4;
        Span<byte> lengths = stackalloc byte[LiteralCodes + DistanceCodes];
        lengths.Clear();
        for (int i = 0; i < codeLengths; i++)
        {
            if (!TryTake(3, out uint length))
            {
                return InflateStatus.Truncated;
            }

            lengths[CodeLengthOrder[i]] = (byte)length;
        }

        if (literals > 286 || !_literals.TryBuild(lengths[..19]))
        {
            return InflateStatus.Invalid;
        }

        InflateStatus status = ReadLengths(lengths[..(literals + distances)]);
        return status != InflateStatus.Running || (_literals.TryBuild(lengths[..literals])
            && _distances.TryBuild(lengths.Slice(literals, distances)))
            ? status
            : InflateStatus.Invalid;
    }

    private InflateStatus ReadLengths(Span<byte> lengths)
    {
        int at = 0;
        while (at < lengths.Length)
        {
            InflateStatus status = TakeSymbol(_literals, out int symbol);
            if (status != InflateStatus.Running)
            {
                return status;
            }

            if (symbol < 16)
            {
                lengths[at++] = (byte)symbol;
                continue;
            }

            (int extra, int shortest) = symbol switch { 16 => (2, 3), 17 => (3, 3), _ => (7, 11) };
            if (!TryTake(extra, out uint more))
            {
                return InflateStatus.Truncated;
            }

            int repeat = shortest + (int)more;
            if (repeat > lengths.Length - at || (symbol == 16 && at == 0))
            {
                return InflateStatus.Invalid;
            }

            lengths.Slice(at, repeat).Fill(symbol == 16 ? lengths[at - 1] : (byte)0);
            at += repeat;
        }

        return InflateStatus.Running;
    }

    private InflateStatus CopyStored()
    {
        if (_storedLeft > 0 && !source.TryEnsure(1))
        {
            return InflateStatus.Truncated;
        }

        int count = Math.Min(_storedLeft, Math.Min(source.Available, _output.Length - _produced));
        source.Window[..count].CopyTo(_output.AsSpan(_produced));
        source.Advance(count);
        _produced += count;
        _storedLeft -= count;
        _inBlock = _storedLeft > 0;
        return InflateStatus.Running;
    }

    private InflateStatus DecodeSymbols()
    {
        byte[] output = _output;
        while (output.Length - _produced >= LongestMatch)
        {
            InflateStatus status = TakeSymbol(_literals, out int symbol);
            if (status != InflateStatus.Running)
            {
                return status;
            }

            if (symbol < 256)
            {
                output[_produced++] = (byte)symbol;
            }
            else if (symbol == 256)
            {
                _inBlock = false;
                return InflateStatus.Running;
            }
            else
            {
                status = CopyMatch(symbol - 257);
                if (status != InflateStatus.Running)
                {
                    return status;
                }
            }
        }

        return InflateStatus.Running;
    }

    private InflateStatus CopyMatch(int lengthCode)
    {
        if (lengthCode >= LengthBase.Length)
        {
            return InflateStatus.Invalid;
        }

        if (!TryTake(LengthExtra[lengthCode], out uint extraLength))
        {
            return InflateStatus.Truncated;
        }

        InflateStatus status = TakeSymbol(_distances, out int distanceCode);
        if (status != InflateStatus.Running)
        {
            return status;
        }

        if (distanceCode >= DistanceBase.Length)
        {
            return InflateStatus.Invalid;
        }

        if (!TryTake(DistanceExtra[distanceCode], out uint extraDistance))
        {
            return InflateStatus.Truncated;
        }

        int length = LengthBase[lengthCode] + (int)extraLength;
        int distance = DistanceBase[distanceCode] + (int)extraDistance;
        if (distance > _produced)
        {
            return InflateStatus.Invalid;
        }

        Span<byte> target = _output.AsSpan(_produced, length);
        ReadOnlySpan<byte> from = _output.AsSpan(_produced - distance, Math.Min(distance, length));
        _produced += length;
        while (target.Length > from.Length)
        {
            from.CopyTo(target);
            target = target[from.Length..];
        }

        from[..target.Length].CopyTo(target);
        return InflateStatus.Running;
    }

    private InflateStatus TakeSymbol(HuffmanTable table, out int symbol)
    {
        if (_bitCount < HuffmanTable.MaxBits)
        {
            LoadBits();
        }

        ushort entry = table[(uint)_bits];
        int length = entry & 15;
        symbol = entry >> 4;
        if (length == 0 || length > _bitCount)
        {
            return _bitCount < HuffmanTable.MaxBits ? InflateStatus.Truncated : InflateStatus.Invalid;
        }

        _bits >>= length;
        _bitCount -= length;
        return InflateStatus.Running;
    }

    private bool TryTake(int count, out uint value)
    {
        if (_bitCount < count)
        {
            LoadBits();
        }

        value = (uint)_bits & ((1u << count) - 1);
        if (_bitCount < count)
        {
            return false;
        }

        _bits >>= count;
        _bitCount -= count;
        return true;
    }

    private void LoadBits()
    {
        source.TryEnsure(sizeof(ulong));
        ReadOnlySpan<byte> window = source.Window;
        int octets = Math.Min((63 - _bitCount) >> 3, window.Length);
        if (window.Length >= sizeof(ulong))
        {
            // Bits beyond the whole octets that are taken are set as well; the same bits are set there again next time.
            _bits |= BinaryPrimitives.ReadUInt64LittleEndian(window) << _bitCount;
        }
        else
        {
            for (int i = 0; i < octets; i++)
            {
                _bits |= (ulong)window[i] << (_bitCount + (8 * i));
            }
        }

        _bitCount += 8 * octets;
        source.Advance(octets);
    }

    /// <summary>Drops the bits up to the next octet boundary and hands octets read too far back to the source.</summary>
    private void GiveBackWholeOctets()
    {
        source.Back(_bitCount >> 3);
        (_bits, _bitCount) = (0, 0);
    }
}
