using System.Buffers;

namespace Gatehouse.Capture.Text;

/// <summary>Sets of characters that words of printed packets are made of.</summary>
internal static class Alphabets
{
    public static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdefABCDEF");

    public static readonly SearchValues<char> Ipv4 = SearchValues.Create("0123456789.");

    public static readonly SearchValues<char> Ipv6 = SearchValues.Create("0123456789abcdefABCDEF:.");

    public static readonly SearchValues<char> Bits = SearchValues.Create(". 01");

    /// <summary>What ends a line, as <see cref="MemoryExtensions.EnumerateLines(ReadOnlySpan{char})"/> has it.</summary>
    public static readonly SearchValues<char> LineBreaks = SearchValues.Create("\r\n\f\u0085\u2028\u2029");

    public static readonly SearchValues<char> Protocol =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789./-_+");
}
