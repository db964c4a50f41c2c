using Gatehouse.Capture.Compression;
using Gatehouse.Capture.Input;

namespace Gatehouse.Capture.Zip;

/// <summary>
/// The content of one entry of an archive. Damage ends it where it is met; all that was decoded before is handed out. At the end, its
/// length and check sum are compared with those that the directory tells.
/// </summary>
internal sealed class ZipInput : IOctetInput
{
    private readonly ZipRecord _record;
    private readonly ZipBudget _budget;
    private readonly IDisposable? _owned;
    private readonly OctetSource _source;
    private readonly Inflater? _inflater;
    private bool _ended;
    private uint _sum;

    /// <summary>Starts at an entry's first octet.</summary>
    /// <param name="section">The entry as it stands in the archive.</param>
    /// <param name="record">What the directory says of it; it is not compressed, or by DEFLATE.</param>
    /// <param name="budget">What may come out.</param>
    /// <param name="owned">Closed with it; null when nothing is.</param>
    public ZipInput(ZipSection section, ZipRecord record, ZipBudget budget, IDisposable? owned)
    {
        (_record, _budget, _owned) = (record, budget, owned);
        _source = new OctetSource(section);
        _inflater = record.Method == Stored ? null : new Inflater(_source);
    }

    /// <summary>The method of what is not compressed.</summary>
    public static ushort Stored => 0;

    /// <summary>The method of DEFLATE.</summary>
    public static ushort Deflated => 8;

    /// <summary>Octets that came out so far.</summary>
    public long Position { get; private set; }

    /// <summary>Octets that the directory says will come out.</summary>
    public long? Length => Math.Max(0, _record.Length);

    /// <inheritdoc/>
    public InputFailure? Failure { get; private set; }

    /// <inheritdoc/>
    public int Read(Span<byte> into)
    {
        if (_ended)
        {
            return 0;
        }

        int count = _inflater?.Read(into) ?? Copy(into);
        if (count == 0)
        {
            End();
            return 0;
        }

        _budget.Take(count);
        if (_budget.IsExceeded)
        {
            _ended = true;
            Failure = new InputFailure(CaptureProblemKind.Truncated, ZipBudget.Refusal);
            return 0;
        }

        _sum = Crc32.Update(_sum, into[..count]);
        Position += count;
        return count;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _source.Dispose();
        _owned?.Dispose();
    }

    private int Copy(Span<byte> into)
    {
        _source.TryEnsure(1);
        int count = Math.Min(into.Length, _source.Available);
        _source.Window[..count].CopyTo(into);
        _source.Advance(count);
        return count;
    }

    private void End()
    {
        _ended = true;
        bool isCut = _inflater is null ? _source.Offset < _record.CompressedLength : _inflater.Status == InflateStatus.Truncated;
        string? what =
            _inflater?.Status == InflateStatus.Invalid ? "the compressed data are damaged"
            : isCut ? "the compressed data end early"
            : _sum != _record.Sum ? "the check sum of the compressed data is wrong: what was read may be damaged"
            : Position != _record.Length ? "the length of the compressed data is wrong: what was read may be damaged"
            : null;
        if (what is not null)
        {
            string where = FormattableString.Invariant($"{what} (after {Position} octets of this file in the archive)");
            Failure = _source.Failure ?? new InputFailure(CaptureProblemKind.CompressionDamaged, where);
        }
    }
}
