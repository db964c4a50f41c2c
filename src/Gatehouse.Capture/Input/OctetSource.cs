namespace Gatehouse.Capture.Input;

/// <summary>
/// A window that moves forward over an input: octets are read in large pieces into one buffer and looked at in place.
/// What the window shows stays valid until more is asked for.
/// </summary>
internal sealed class OctetSource : IDisposable
{
    /// <summary>Octets asked of the input at a time: large enough to make system calls rare, small enough to stay in cache.</summary>
    private const int BufferSize = 256 * 1024;

    /// <summary>Octets behind the window that are kept, for decoders that read ahead.</summary>
    private const int MostBack = sizeof(ulong);

    private readonly IOctetInput _input;
    private byte[] _buffer = new byte[BufferSize];
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>Starts at the first octet of an input, which it owns.</summary>
    public OctetSource(IOctetInput input) => _input = input;

    /// <summary>Octets in the window; how many, only <see cref="TryEnsure"/> decides.</summary>
    public ReadOnlySpan<byte> Window => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Octets in the window.</summary>
    public int Available => _end - _start;

    /// <summary>Offset of the window in the (decompressed) content.</summary>
    public long Offset { get; private set; }

    /// <summary>Octets of the outermost input consumed, for progress.</summary>
    public long Position => _input.Position;

    /// <summary>Octets of the outermost input, when known.</summary>
    public long? Length => _input.Length;

    /// <summary>Why the input ended before its time.</summary>
    public InputFailure? Failure => _input.Failure;

    /// <summary>Makes the window at least <paramref name="count"/> octets long. The buffer grows only with data that really arrived.</summary>
    /// <returns>False when the input ends before; the window then holds all that is left.</returns>
    public bool TryEnsure(int count) => _end - _start >= count || Fill(count);

    /// <summary>Moves the window forward over octets it holds.</summary>
    public void Advance(int count)
    {
        _start += count;
        Offset += count;
    }

    /// <summary>Moves the window back over octets it was just moved forward over, at most <see cref="MostBack"/>.</summary>
    public void Back(int count) => Advance(-count);

    /// <summary>Reads to the end, keeping nothing.</summary>
    /// <returns>Octets that were left.</returns>
    public long Drain()
    {
        long left = 0;
        do
        {
            left += Available;
            Advance(Available);
        }
        while (TryEnsure(1));

        return left;
    }

    /// <inheritdoc/>
    public void Dispose() => _input.Dispose();

    private bool Fill(int count)
    {
        while (_end - _start < count)
        {
            if (_ended)
            {
                return false;
            }

            MakeRoom(count);
            int read = _input.Read(_buffer.AsSpan(_end));
            _ended = read == 0;
            _end += read;
        }

        return true;
    }

    private void MakeRoom(int count)
    {
        int behind = Math.Min(_start, MostBack);
        if (_start > behind && (_start == _end || _start + count > _buffer.Length))
        {
            _buffer.AsSpan(_start - behind, Available + behind).CopyTo(_buffer);
            (_start, _end) = (behind, behind + Available);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
    }
}
