using Gatehouse.Capture.Input;

namespace Gatehouse.Capture.Pcapng;

/// <summary>
/// Reads pcapng (draft-ietf-opsawg-pcapng): sections of blocks, each block being type, total length, body, total length
/// again. Every section has its own byte order and counts its interfaces from 0.
/// </summary>
internal sealed partial class PcapngReader : BinaryCaptureReader
{
    private const int HeaderLength = 8;
    private const int TrailerLength = 4;
    private const int ShortestBlock = HeaderLength + TrailerLength;
    private const int ByteOrderMagicEnd = 12;
    private const int SectionHeaderLength = 28;
    private const uint ByteOrderMagic = 0x1A2B3C4D;
    private const ushort KnownMajorVersion = 1;

    /// <summary>Interfaces that are remembered, over all sections; frames of later ones are reported and skipped.</summary>
    private const int MostInterfaces = 16 * 1024;

    private readonly List<InterfaceState> _states = [];
    private readonly List<CaptureInterface> _interfaces = [];
    private ByteOrder _order;
    private int _sectionStart;
    private string? _sectionSystem;
    private bool _inSection;
    private long _number;

    /// <summary>Starts at the first section header.</summary>
    /// <param name="source">The file, at its start; owned.</param>
    public PcapngReader(OctetSource source)
        : base(source)
    {
    }

    /// <inheritdoc/>
    public override string Kind => "pcapng";

    /// <inheritdoc/>
    public override IReadOnlyList<CaptureInterface> Interfaces => _interfaces;

    /// <summary>Whether octets begin like a section header, as far as they go.</summary>
    public static bool IsHeader(ReadOnlySpan<byte> octets) =>
        octets.Length >= sizeof(uint)
        && default(ByteOrder).UInt32(octets) == (uint)BlockType.SectionHeader
        && (octets.Length < ByteOrderMagicEnd || TryReadByteOrder(octets, out _));

    /// <inheritdoc/>
    public override bool TryRead(out Frame frame)
    {
        frame = default;
        while (TryStartBlock(out BlockType type, out int length))
        {
            ReadOnlySpan<byte> body = Source.Window[HeaderLength..(length - TrailerLength)];
            bool found = type switch
            {
                BlockType.EnhancedPacket => TryReadEnhanced(body, out frame),
                BlockType.SimplePacket => TryReadSimple(body, out frame),
                BlockType.ObsoletePacket => TryReadObsolete(body, out frame),
                _ => false,
            };
            if (!found)
            {
                ReadOther(type, body);
            }

            Source.Advance(length);
            if (found)
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryReadByteOrder(ReadOnlySpan<byte> block, out ByteOrder order)
    {
        order = new ByteOrder(BigEndian: false);
        if (order.UInt32(block[HeaderLength..]) == ByteOrderMagic)
        {
            return true;
        }

        order = new ByteOrder(BigEndian: true);
        return order.UInt32(block[HeaderLength..]) == ByteOrderMagic;
    }

    /// <summary>Brings the next block wholly into the window.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="length">Its length, padding included.</param>
    /// <returns>False at the end of what can be read.</returns>
    private bool TryStartBlock(out BlockType type, out int length)
    {
        (type, length) = (default, 0);
        if (Ended)
        {
            return false;
        }

        if (!Source.TryEnsure(ShortestBlock))
        {
            EndOfInput("a block header");
            return false;
        }

        type = (BlockType)_order.UInt32(Source.Window);
        if (type == BlockType.SectionHeader)
        {
            // The byte order must be known before the length can be trusted.
            if (!TryReadByteOrder(Source.Window, out _order))
            {
                StopDamaged("a section header has no byte order magic");
                return false;
            }

            _inSection = true;
        }
        else if (!_inSection)
        {
            StopDamaged("blocks come before the first section header");
            return false;
        }

        uint total = _order.UInt32(Source.Window[sizeof(uint)..]);
        if (total is < ShortestBlock or > MostRecordLength)
        {
            StopDamaged(FormattableString.Invariant($"a block of type 0x{(uint)type:X} after frame {_number} claims {total} octets"));
            return false;
        }

        length = ((int)total + 3) & ~3;
        if (!Source.TryEnsure(length))
        {
            EndOfInput("a block");
            return false;
        }

        uint trailing = _order.UInt32(Source.Window[(length - TrailerLength)..]);
        if (trailing != total)
        {
            Problems.Add(
                CaptureProblemKind.OddLength,
                Source.Offset,
                FormattableString.Invariant($"a block of {total} octets repeats its length as {trailing}"));
        }

        return true;
    }

    private void ReadOther(BlockType type, ReadOnlySpan<byte> body)
    {
        switch (type)
        {
            case BlockType.SectionHeader:
                ReadSection(body);
                break;
            case BlockType.InterfaceDescription:
                ReadInterface(body);
                break;
            case BlockType.InterfaceStatistics:
                ReadStatistics(body);
                break;
            case BlockType.DecryptionSecrets:
                Problems.Add(CaptureProblemKind.ContainsSecrets, Source.Offset);
                break;
            case BlockType.SystemdJournal:
                _number++;
                break;
            case BlockType.Custom:
            case BlockType.CustomNotCopied:
                // Wireshark shows these and journal entries in the packet list, so they take a number there.
                _number++;
                Report(CaptureProblemKind.CustomBlock, type);
                break;
            case BlockType.NameResolution:
            case BlockType.EnhancedPacket:
            case BlockType.SimplePacket:
            case BlockType.ObsoletePacket:
                break;
            default:
                Report(CaptureProblemKind.UnknownBlock, type);
                break;
        }
    }

    private void Report(CaptureProblemKind kind, BlockType type) =>
        Problems.Add(kind, Source.Offset, FormattableString.Invariant($"type 0x{(uint)type:X8}"));

    private void ReadSection(ReadOnlySpan<byte> body)
    {
        const int FixedLength = SectionHeaderLength - HeaderLength - TrailerLength;
        _sectionStart = _states.Count;
        _sectionSystem = null;
        if (body.Length < FixedLength)
        {
            SkipDamaged("a section header is too short");
            return;
        }

        ushort major = _order.UInt16(body[4..]);
        if (major != KnownMajorVersion)
        {
            SkipDamaged(FormattableString.Invariant($"a section is of version {major}, which is not known"));
        }

        OptionReader options = new(body[FixedLength..], _order);
        while (options.TryTake(out ushort code, out ReadOnlySpan<byte> value))
        {
            if (code == OptionCode.SectionOperatingSystem)
            {
                _sectionSystem = InterfaceState.Text(value);
            }
        }
    }

    private void ReadInterface(ReadOnlySpan<byte> body)
    {
        if (body.Length < InterfaceState.FixedLength)
        {
            SkipDamaged("an interface description is too short");
        }
        else if (_states.Count < MostInterfaces)
        {
            InterfaceState state = InterfaceState.Read(body, _order, _sectionSystem);
            _states.Add(state);
            _interfaces.Add(state.Description);
        }
        else
        {
            Problems.Add(
                CaptureProblemKind.UnknownInterface,
                Source.Offset,
                FormattableString.Invariant($"more than {MostInterfaces} interfaces"));
        }
    }

    private void ReadStatistics(ReadOnlySpan<byte> body)
    {
        const int FixedLength = 12;
        if (body.Length < FixedLength)
        {
            SkipDamaged("an interface statistics block is too short");
            return;
        }

        if (!TryFindInterface(_order.UInt32(body), out int index))
        {
            return;
        }

        ulong? byInterface = null;
        ulong? bySystem = null;
        OptionReader options = new(body[FixedLength..], _order);
        while (options.TryTake(out ushort code, out ReadOnlySpan<byte> value))
        {
            if (code == OptionCode.StatisticsInterfaceDrops && value.Length >= sizeof(ulong))
            {
                byInterface = _order.UInt64(value);
            }
            else if (code == OptionCode.StatisticsSystemDrops && value.Length >= sizeof(ulong))
            {
                bySystem = _order.UInt64(value);
            }
        }

        if (byInterface is not null || bySystem is not null)
        {
            ulong before = _states[index].Description.Dropped ?? 0;
            _states[index].SetDropped(byInterface ?? 0, bySystem ?? 0);
            ReportDropped(index, before);
        }
    }

    private void ReportDropped(int index, ulong before)
    {
        CaptureInterface description = _interfaces[index];
        ulong more = (description.Dropped ?? 0) - before;
        if (more > 0)
        {
            Problems.Add(
                CaptureProblemKind.DroppedFrames,
                Source.Offset,
                description.Name ?? FormattableString.Invariant($"interface {index}"),
                (long)Math.Min(more, long.MaxValue));
        }
    }

    private bool TryFindInterface(uint id, out int index)
    {
        bool known = id < _states.Count - _sectionStart;
        index = known ? _sectionStart + (int)id : 0;
        if (!known)
        {
            Problems.Add(
                CaptureProblemKind.UnknownInterface,
                Source.Offset,
                FormattableString.Invariant($"interface {id} of a section that describes {_states.Count - _sectionStart}"));
        }

        return known;
    }

    private void SkipDamaged(string what) =>
        Problems.Add(CaptureProblemKind.Damaged, Source.Offset, $"{what}; it was skipped");
}
