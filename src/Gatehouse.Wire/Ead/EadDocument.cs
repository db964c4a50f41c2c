using System.Buffers;
using System.IO.Compression;
using System.Text;

namespace Gatehouse.Wire.Ead;

/// <summary>
/// The content of one security-check packet: an ordered list of named values, written
/// <c>&lt;data&gt;&lt;i n="name"&gt;value&lt;/i&gt;…&lt;/data&gt;</c>. Names may repeat.
/// </summary>
public sealed class EadDocument
{
    private readonly EadItem[] _items;

    /// <summary>Makes a document of items in the order given.</summary>
    public EadDocument(IEnumerable<EadItem> items) => _items = [.. items];

    /// <summary>The items in the order they were sent.</summary>
    public IReadOnlyList<EadItem> Items => _items;

    /// <summary>
    /// Reads the first document of a text, however the text was wrapped, indented or fenced on its way from the client's
    /// log, and wherever it was damaged.
    /// </summary>
    /// <param name="text">Text that holds a document; what stands before and after it is ignored.</param>
    /// <param name="document">What could be read, also when the outcome is not Done; never null.</param>
    /// <param name="error">Why the text was rejected.</param>
    /// <returns>
    /// NeedMoreData when the text ends before the closing tag; InvalidData when there is no document in it
    /// (<see cref="ParseErrorKind.BadType"/>) or a limit of <see cref="EadLimits"/> was exceeded.
    /// </returns>
    public static OperationStatus Read(ReadOnlySpan<char> text, out EadDocument document, out ParseError error) =>
        EadDocumentReader.Read(text, out document, out error);

    /// <summary>The first value of that name; null when there is none.</summary>
    public string? Value(string name)
    {
        foreach (EadItem item in _items)
        {
            if (item.Name == name)
            {
                return item.Value;
            }
        }

        return null;
    }

    /// <summary>All values of that name, in order.</summary>
    public IEnumerable<string> Values(string name) => _items.Where(item => item.Name == name).Select(item => item.Value);

    /// <summary>
    /// The document as the client sent it: on one line, without the line breaks and indentation of a paste. Exact but for
    /// spaces that a line break swallowed and for characters that can be escaped in more than one way.
    /// </summary>
    public string CanonicalXml()
    {
        var xml = new StringBuilder("<data>");
        foreach (EadItem item in _items)
        {
            xml.Append("<i n=\"");
            EadEntities.Encode(xml, item.Name);
            if (item.SelfClosed && item.Value.Length == 0)
            {
                xml.Append("\"/>");
                continue;
            }

            xml.Append("\">");
            EadEntities.Encode(xml, item.Value);
            xml.Append("</i>");
        }

        return xml.Append("</data>").ToString();
    }

    /// <summary>Octets of <see cref="CanonicalXml"/> in UTF-8, without the datagram's own header.</summary>
    public int CanonicalSize() => Encoding.UTF8.GetByteCount(CanonicalXml());

    /// <summary>
    /// Octets of <see cref="CanonicalXml"/> after compression in the zlib format (RFC 1950). The client's own compressor may
    /// differ by a few percent. Compresses anew at each call.
    /// </summary>
    public int DeflatedSize()
    {
        using var compressed = new MemoryStream();
        using (var stream = new ZLibStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            stream.Write(Encoding.UTF8.GetBytes(CanonicalXml()));
        }

        return (int)compressed.Length;
    }
}
