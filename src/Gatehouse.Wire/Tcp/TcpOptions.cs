using System.Buffers.Binary;

namespace Gatehouse.Wire.Tcp;

/// <summary>
/// The options of a TCP segment. An option whose length contradicts its kind is skipped; one whose length leaves the header
/// ends the reading, and what came before it stands. Of a repeated option the last one counts.
/// </summary>
public readonly ref struct TcpOptions
{
    /// <summary>Largest shift a window scale may mean; larger ones are used as this one (RFC 7323 section 2.3).</summary>
    public const byte MaxWindowScale = 14;

    private const int SackBlockLength = 8;

    private readonly ReadOnlySpan<byte> _sack;

    private TcpOptions(ReadOnlySpan<byte> options)
    {
        int offset = 0;
        while (offset < options.Length && options[offset] != (byte)TcpOptionKind.End)
        {
            if (options[offset] == (byte)TcpOptionKind.NoOperation)
            {
                offset++;
                continue;
            }

            int length = offset + 1 < options.Length ? options[offset + 1] : 0;
            if (length < 2 || length > options.Length - offset)
            {
                IsMalformed = true;
                return;
            }

            ReadOnlySpan<byte> value = options.Slice(offset + 2, length - 2);
            switch ((TcpOptionKind)options[offset], value.Length)
            {
                case (TcpOptionKind.MaximumSegmentSize, 2):
                    MaximumSegmentSize = BinaryPrimitives.ReadUInt16BigEndian(value);
                    break;
                case (TcpOptionKind.WindowScale, 1):
                    WindowScale = Math.Min(value[0], MaxWindowScale);
                    break;
                case (TcpOptionKind.SackPermitted, 0):
                    IsSackPermitted = true;
                    break;
                case (TcpOptionKind.Sack, > 0) when value.Length % SackBlockLength == 0:
                    _sack = value;
                    break;
                case (TcpOptionKind.Timestamps, 8):
                    HasTimestamps = true;
                    TimestampValue = BinaryPrimitives.ReadUInt32BigEndian(value);
                    TimestampEcho = BinaryPrimitives.ReadUInt32BigEndian(value[4..]);
                    break;
                case (TcpOptionKind.Md5, _):
                    HasMd5 = true;
                    break;
                case (TcpOptionKind.Authentication, _):
                    HasAuthentication = true;
                    break;
                case (TcpOptionKind.FastOpen, _):
                    HasFastOpen = true;
                    break;
                case (TcpOptionKind.MaximumSegmentSize or TcpOptionKind.WindowScale or TcpOptionKind.SackPermitted
                    or TcpOptionKind.Sack or TcpOptionKind.Timestamps, _):
                    IsMalformed = true;
                    break;
                default:
                    break;
            }

            offset += length;
        }
    }

    /// <summary>Largest segment the sender accepts, in octets of data; null when absent.</summary>
    public ushort? MaximumSegmentSize { get; }

    /// <summary>Shift of the sender's window, 0 to 14; null when absent, which turns scaling off for both sides.</summary>
    public byte? WindowScale { get; }

    /// <summary>Whether selective acknowledgments may be sent to the sender.</summary>
    public bool IsSackPermitted { get; }

    /// <summary>Whether timestamps are present.</summary>
    public bool HasTimestamps { get; }

    /// <summary>The sender's timestamp clock, in ticks of its own.</summary>
    public uint TimestampValue { get; }

    /// <summary>The peer's timestamp being echoed.</summary>
    public uint TimestampEcho { get; }

    /// <summary>Whether an MD5 signature is present.</summary>
    public bool HasMd5 { get; }

    /// <summary>Whether an authentication option is present.</summary>
    public bool HasAuthentication { get; }

    /// <summary>Whether a Fast Open cookie, or the request for one, is present.</summary>
    public bool HasFastOpen { get; }

    /// <summary>Whether some option's length was a lie.</summary>
    public bool IsMalformed { get; }

    /// <summary>How many selective acknowledgment blocks are present: 0 to 4.</summary>
    public int SackBlockCount => _sack.Length / SackBlockLength;

    /// <summary>Reads the options of a header.</summary>
    /// <param name="options">As <see cref="TcpHeader.Options"/> gives them.</param>
    public static TcpOptions Read(ReadOnlySpan<byte> options) => new(options);

    /// <summary>One selective acknowledgment block.</summary>
    /// <param name="index">0 up to <see cref="SackBlockCount"/>, exclusive.</param>
    /// <returns>First sequence number received, and the one after the last.</returns>
    public (uint Left, uint Right) SackBlock(int index)
    {
        ReadOnlySpan<byte> block = _sack.Slice(index * SackBlockLength, SackBlockLength);
        return (BinaryPrimitives.ReadUInt32BigEndian(block), BinaryPrimitives.ReadUInt32BigEndian(block[4..]));
    }
}
