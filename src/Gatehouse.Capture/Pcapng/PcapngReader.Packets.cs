namespace Gatehouse.Capture.Pcapng;

/// <content>The three forms in which a block holds a frame.</content>
internal sealed partial class PcapngReader
{
    private const int EnhancedFixedLength = 20;
    private const int SimpleFixedLength = 4;

    /// <summary>Drop count of an obsolete packet block that stands for "not known".</summary>
    private const ushort DropsNotKnown = ushort.MaxValue;

    /// <summary>Interface, time (high, low), captured length, original length, frame, options.</summary>
    private bool TryReadEnhanced(ReadOnlySpan<byte> body, out Frame frame)
    {
        frame = default;
        if (body.Length < EnhancedFixedLength)
        {
            SkipDamaged("an enhanced packet block is too short");
            return false;
        }

        uint id = _order.UInt32(body);
        if (!TryReadPacket(id, body, out frame, out ReadOnlySpan<byte> options))
        {
            return false;
        }

        if (!options.IsEmpty)
        {
            ReadPacketOptions(frame.Interface, options);
        }

        return true;
    }

    /// <summary>Interface and drop count (16 bits each), then as in an enhanced packet.</summary>
    private bool TryReadObsolete(ReadOnlySpan<byte> body, out Frame frame)
    {
        frame = default;
        if (body.Length < EnhancedFixedLength)
        {
            SkipDamaged("an obsolete packet block is too short");
            return false;
        }

        if (!TryReadPacket(_order.UInt16(body), body, out frame, out _))
        {
            return false;
        }

        ushort drops = _order.UInt16(body[2..]);
        if (drops is not (0 or DropsNotKnown))
        {
            AddDropped(frame.Interface, drops);
        }

        return true;
    }

    /// <summary>Original length and frame. There is no time, the interface is 0, and its snap length cuts the frame.</summary>
    private bool TryReadSimple(ReadOnlySpan<byte> body, out Frame frame)
    {
        frame = default;
        if (body.Length < SimpleFixedLength)
        {
            SkipDamaged("a simple packet block is too short");
            return false;
        }

        _number++;
        if (!TryFindInterface(0, out int index))
        {
            return false;
        }

        uint original = _order.UInt32(body);
        uint snapLength = _interfaces[index].SnapLength;
        uint captured = snapLength == 0 ? original : Math.Min(original, snapLength);
        body = body[SimpleFixedLength..];
        if (captured > body.Length)
        {
            Problems.Add(
                CaptureProblemKind.OddLength,
                Source.Offset,
                FormattableString.Invariant($"frame {_number} should have {captured} captured octets, its block has {body.Length}"));
            captured = (uint)body.Length;
        }

        frame.Number = _number;
        frame.Time = Timestamp.None;
        frame.Link = _interfaces[index].Link;
        frame.Interface = index;
        frame.OriginalLength = (int)Math.Min(original, int.MaxValue);
        frame.Data = body[..(int)captured];
        return true;
    }

    private bool TryReadPacket(uint id, ReadOnlySpan<byte> body, out Frame frame, out ReadOnlySpan<byte> options)
    {
        frame = default;
        options = default;
        uint captured = _order.UInt32(body[12..]);
        uint original = _order.UInt32(body[16..]);
        ReadOnlySpan<byte> content = body[EnhancedFixedLength..];
        if (captured > content.Length)
        {
            SkipDamaged(FormattableString.Invariant(
                $"the block after frame {_number} claims {captured} captured octets and has room for {content.Length}"));
            return false;
        }

        _number++;
        if (!TryFindInterface(id, out int index))
        {
            return false;
        }

        InterfaceState state = _states[index];
        if (!state.Unit.TryConvert(((ulong)_order.UInt32(body[4..]) << 32) | _order.UInt32(body[8..]), out Timestamp time))
        {
            Problems.Add(CaptureProblemKind.OddTime, Source.Offset, FormattableString.Invariant($"frame {_number}"));
        }

        if (original < captured || original > int.MaxValue)
        {
            Problems.Add(
                CaptureProblemKind.OddLength,
                Source.Offset,
                FormattableString.Invariant($"frame {_number} has {captured} captured octets of {original}"));
            original = original < captured ? captured : int.MaxValue;
        }

        frame.Number = _number;
        frame.Time = time;
        frame.Link = state.Description.Link;
        frame.Interface = index;
        frame.OriginalLength = (int)original;
        frame.Data = content[..(int)captured];
        options = content[Math.Min(content.Length, ((int)captured + 3) & ~3)..];
        return true;
    }

    private void ReadPacketOptions(int index, ReadOnlySpan<byte> octets)
    {
        OptionReader options = new(octets, _order);
        while (options.TryTake(out ushort code, out ReadOnlySpan<byte> value))
        {
            if (code == OptionCode.PacketDrops && value.Length >= sizeof(ulong))
            {
                AddDropped(index, _order.UInt64(value));
            }
        }
    }

    private void AddDropped(int index, ulong frames)
    {
        ulong before = _interfaces[index].Dropped ?? 0;
        _states[index].AddDropped(frames);
        ReportDropped(index, before);
    }
}
