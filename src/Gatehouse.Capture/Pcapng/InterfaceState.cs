using System.Text;
using Gatehouse.Wire.Link;

namespace Gatehouse.Capture.Pcapng;

/// <summary>One interface of a section, and what reading needs to remember of it.</summary>
internal sealed class InterfaceState
{
    /// <summary>Octets of the fixed part of an interface description: link type, reserved, snap length.</summary>
    public const int FixedLength = 8;

    /// <summary>Longest text that is kept of an option, in octets: names and filters of real captures are far shorter.</summary>
    private const int LongestText = 1024;

    private ulong _droppedBySteps;

    private InterfaceState(CaptureInterface description, TimeUnit unit)
    {
        Description = description;
        Unit = unit;
    }

    /// <summary>What users of the capture see.</summary>
    public CaptureInterface Description { get; }

    /// <summary>How times are counted.</summary>
    public TimeUnit Unit { get; }

    /// <summary>Reads the body of an interface description block (draft-ietf-opsawg-pcapng section 4.2).</summary>
    /// <param name="body">At least <see cref="FixedLength"/> octets.</param>
    /// <param name="order">Byte order of the section.</param>
    /// <param name="sectionSystem">Operating system told by the section; used when the interface tells none.</param>
    public static InterfaceState Read(ReadOnlySpan<byte> body, ByteOrder order, string? sectionSystem)
    {
        string? name = null;
        string? filter = null;
        string? system = null;
        TimeUnit unit = TimeUnit.Default;
        OptionReader options = new(body[FixedLength..], order);
        while (options.TryTake(out ushort code, out ReadOnlySpan<byte> value))
        {
            switch (code)
            {
                case OptionCode.InterfaceName:
                    name = Text(value);
                    break;
                case OptionCode.InterfaceFilter when value.Length > 1 && value[0] == 0:
                    filter = Text(value[1..]);
                    break;
                case OptionCode.InterfaceOperatingSystem:
                    system = Text(value);
                    break;
                case OptionCode.InterfaceTimeResolution when value.Length >= 1:
                    unit = unit with { Resolution = value[0] };
                    break;
                case OptionCode.InterfaceTimeOffset when value.Length >= sizeof(long):
                    unit = unit with { OffsetSeconds = (long)order.UInt64(value) };
                    break;
                default:
                    break;
            }
        }

        CaptureInterface description = new()
        {
            Link = (LinkType)order.UInt16(body),
            SnapLength = order.UInt32(body[4..]),
            Name = name,
            Filter = filter,
            OperatingSystem = system ?? sectionSystem,
        };
        return new InterfaceState(description, unit);
    }

    /// <summary>Text of an option: UTF-8, not ended by a zero, cut to a bounded length.</summary>
    public static string? Text(ReadOnlySpan<byte> value)
    {
        value = value[..Math.Min(value.Length, LongestText)].TrimEnd((byte)0);
        return value.IsEmpty ? null : Encoding.UTF8.GetString(value);
    }

    /// <summary>Notes drops that were told step by step, beside a frame.</summary>
    public void AddDropped(ulong frames)
    {
        _droppedBySteps = Saturate(_droppedBySteps, frames);
        Description.Dropped = Math.Max(Description.Dropped ?? 0, _droppedBySteps);
    }

    /// <summary>Notes drops that were told as a running total, by statistics.</summary>
    public void SetDropped(ulong byInterface, ulong bySystem) =>
        Description.Dropped = Math.Max(Description.Dropped ?? 0, Saturate(byInterface, bySystem));

    private static ulong Saturate(ulong one, ulong other) => one > ulong.MaxValue - other ? ulong.MaxValue : one + other;
}
