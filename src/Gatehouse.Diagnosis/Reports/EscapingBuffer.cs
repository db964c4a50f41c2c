using System.Buffers;
using System.Text;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>Hands JSON on to a text as soon as a piece of it is complete, with characters escaped that a terminal would not show.</summary>
/// <param name="output">Where it goes.</param>
internal sealed class EscapingBuffer(TextWriter output) : IBufferWriter<byte>
{
    private const int PieceLength = 16 * 1024;

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private byte[] _piece = new byte[PieceLength];

    /// <inheritdoc/>
    public void Advance(int count)
    {
        // The decoder keeps the first octets of a character that is not complete yet.
        char[] text = ArrayPool<char>.Shared.Rent(Encoding.UTF8.GetMaxCharCount(count));
        int length = _decoder.GetChars(_piece.AsSpan(0, count), text, flush: false);
        output.Write(JsonText.EscapeInvisible(new string(text, 0, length)));
        ArrayPool<char>.Shared.Return(text);
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (sizeHint > _piece.Length)
        {
            _piece = new byte[sizeHint];
        }

        return _piece;
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
}
