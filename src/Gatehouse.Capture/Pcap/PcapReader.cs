using System.Buffers.Binary;
using Gatehouse.Capture.Input;
using Gatehouse.Wire.Link;

namespace Gatehouse.Capture.Pcap;

/// <summary>
/// Reads the classic capture format: one file header, then records of seconds, fraction, captured length, original
/// length (32 bits each) and the frame. See the "PCAP Capture File Format" draft (draft-ietf-opsawg-pcap).
/// </summary>
internal sealed class PcapReader : BinaryCaptureReader
{
    /// <summary>A captured length up to this is believed whatever the file header says, as other readers do.</summary>
    private const uint LongestUsualFrame = 256 * 1024;

    /// <summary>The version DG/UX writes, with the lengths in the old order.</summary>
    private const ushort DgUxMajorVersion = 543;

    private readonly PcapFormat _format;
    private readonly CaptureInterface[] _interfaces = [];
    private readonly LinkType _link;
    private readonly uint _longestFrame;
    private readonly LengthOrder _lengthOrder;
    private long _number;

    /// <summary>Reads the file header.</summary>
    /// <param name="source">The file, at its start; owned.</param>
    /// <param name="format">The dialect its first four octets tell.</param>
    public PcapReader(OctetSource source, PcapFormat format)
        : base(source)
    {
        _format = format;
        if (!source.TryEnsure(format.HeaderLength))
        {
            EndOfInput("the file header");
            return;
        }

        ReadOnlySpan<byte> header = source.Window;
        ushort major = ReadUInt16(header[4..]);
        ushort minor = ReadUInt16(header[6..]);
        uint snapLength = ReadUInt32(header[16..]);
        _lengthOrder = (major, minor) switch
        {
            (2, < 3) or (DgUxMajorVersion, _) => LengthOrder.OriginalFirst,
            (2, 3) => LengthOrder.EitherFirst,
            _ => LengthOrder.CapturedFirst,
        };

        // The upper half of the word tells of frame check sequences and the like.
        _link = (LinkType)(ushort)ReadUInt32(header[20..]);
        _longestFrame = snapLength == 0 ? MostRecordLength : Math.Clamp(snapLength, LongestUsualFrame, MostRecordLength);
        _interfaces = [new CaptureInterface { Link = _link, SnapLength = snapLength }];
        source.Advance(format.HeaderLength);
    }

    /// <summary>Which of the two lengths of a record comes first.</summary>
    private enum LengthOrder
    {
        /// <summary>Since version 2.4.</summary>
        CapturedFirst,

        /// <summary>Before version 2.3, and on DG/UX.</summary>
        OriginalFirst,

        /// <summary>Version 2.3 was written both ways; the smaller one is the captured length.</summary>
        EitherFirst,
    }

    /// <inheritdoc/>
    public override string Kind => "pcap";

    /// <inheritdoc/>
    public override IReadOnlyList<CaptureInterface> Interfaces => _interfaces;

    /// <inheritdoc/>
    public override bool TryRead(out Frame frame)
    {
        frame = default;
        int headerLength = _format.RecordHeaderLength;
        if (Ended)
        {
            return false;
        }

        if (!Source.TryEnsure(headerLength))
        {
            EndOfInput("a record header");
            return false;
        }

        ReadOnlySpan<byte> header = Source.Window[..PcapFormat.CommonRecordHeaderLength];
        uint seconds = ReadUInt32(header);
        uint fraction = ReadUInt32(header[4..]);
        uint captured = ReadUInt32(header[8..]);
        uint original = ReadUInt32(header[12..]);
        if (_lengthOrder == LengthOrder.OriginalFirst || (_lengthOrder == LengthOrder.EitherFirst && captured > original))
        {
            (captured, original) = (original, captured);
        }

        if (captured > _longestFrame)
        {
            StopDamaged(FormattableString.Invariant($"the record after frame {_number} claims {captured} captured octets"));
            return false;
        }

        if (!Source.TryEnsure(headerLength + (int)captured))
        {
            EndOfInput("a frame");
            return false;
        }

        frame.Number = ++_number;
        frame.Time = TimeOf(seconds, fraction);
        frame.Link = _link;
        frame.OriginalLength = OriginalLength(captured, original);
        frame.Data = Source.Window.Slice(headerLength, (int)captured);
        Source.Advance(headerLength + (int)captured);
        return true;
    }

    private Timestamp TimeOf(uint seconds, uint fraction)
    {
        if (fraction >= (_format.Nanoseconds ? 1_000_000_000u : 1_000_000u))
        {
            Problems.Add(
                CaptureProblemKind.OddTime,
                Source.Offset,
                FormattableString.Invariant($"frame {_number} has a fraction of {fraction}, which is a second or more"));
        }

        return new Timestamp((seconds * Timestamp.PerSecond) + (_format.Nanoseconds ? fraction : fraction * 1000L));
    }

    private int OriginalLength(uint captured, uint original)
    {
        if (original >= captured && original <= int.MaxValue)
        {
            return (int)original;
        }

        Problems.Add(
            CaptureProblemKind.OddLength,
            Source.Offset,
            FormattableString.Invariant($"frame {_number} has {captured} captured octets of {original}"));
        return original < captured ? (int)captured : int.MaxValue;
    }

    private ushort ReadUInt16(ReadOnlySpan<byte> octets) =>
        _format.BigEndian ? BinaryPrimitives.ReadUInt16BigEndian(octets) : BinaryPrimitives.ReadUInt16LittleEndian(octets);

    private uint ReadUInt32(ReadOnlySpan<byte> octets) =>
        _format.BigEndian ? BinaryPrimitives.ReadUInt32BigEndian(octets) : BinaryPrimitives.ReadUInt32LittleEndian(octets);
}
