using System.Buffers;

namespace Gatehouse.Wire.Ead;

/// <summary>
/// One pass over the text, no recursion. A tag that cannot be understood is skipped; a value that is never closed ends
/// where the next item begins.
/// </summary>
internal ref struct EadDocumentReader
{
    private const string OpeningTag = "<data";
    private const string ClosingTag = "</data";
    private const string EscapedOpeningTag = "&lt;data";
    private const string Quotes = "\"'\u201C\u201D\u2033\uFF02";

    // A name may be written with references, of which "&quot;" is the longest that stands for one character.
    private const int MaxEncodedName = 6 * EadLimits.MaxNameLength;

    private static readonly SearchValues<char> QuoteValues = SearchValues.Create(Quotes);

    private readonly ReadOnlySpan<char> _text;
    private readonly List<EadItem> _items = [];
    private int _position;

    private EadDocumentReader(ReadOnlySpan<char> text, int start)
    {
        _text = text;
        _position = start;
    }

    /// <summary>See <see cref="EadDocument.Read"/>.</summary>
    public static OperationStatus Read(ReadOnlySpan<char> text, out EadDocument document, out ParseError error)
    {
        document = new EadDocument([]);
        error = default;
        bool cut = text.Length > EadLimits.MaxTextLength;
        PastedText pasted = PastedText.Join(cut ? text[..EadLimits.MaxTextLength] : text);
        int start = pasted.Joined.IndexOf(OpeningTag, StringComparison.Ordinal);
        if (start < 0 && pasted.Joined.Contains(EscapedOpeningTag, StringComparison.Ordinal))
        {
            pasted.DecodeEscapedTags();
            start = pasted.Joined.IndexOf(OpeningTag, StringComparison.Ordinal);
        }

        if (start < 0)
        {
            error = new ParseError(cut ? ParseErrorKind.LimitExceeded : ParseErrorKind.BadType, 0);
            return OperationStatus.InvalidData;
        }

        var reader = new EadDocumentReader(pasted.Joined, start + OpeningTag.Length);
        bool closed = reader.ReadItems();
        document = new EadDocument(reader._items);
        if (reader._items.Count > EadLimits.MaxItems)
        {
            document = new EadDocument(reader._items.Take(EadLimits.MaxItems));
            error = new ParseError(ParseErrorKind.LimitExceeded, pasted.OriginalOffset(reader._position));
            return OperationStatus.InvalidData;
        }

        if (!closed && cut)
        {
            error = new ParseError(ParseErrorKind.LimitExceeded, EadLimits.MaxTextLength);
            return OperationStatus.InvalidData;
        }

        return closed ? OperationStatus.Done : OperationStatus.NeedMoreData;
    }

    // Returns whether the closing tag was seen. Printed logs have been seen that close the document early and go on with
    // items, so items right after a closing tag still belong to it.
    private bool ReadItems()
    {
        bool closed = IsEmptyElement();
        while (_items.Count <= EadLimits.MaxItems)
        {
            int next = _text[_position..].IndexOf('<');
            if (next < 0 || (closed && !IsFiller(_text.Slice(_position, next))))
            {
                break;
            }

            _position += next;
            if (At(ClosingTag))
            {
                closed = true;
                SkipTagEnd(ClosingTag.Length);
            }
            else if (At(OpeningTag))
            {
                break;
            }
            else if (!TryReadItem())
            {
                if (closed)
                {
                    break;
                }

                _position++;
            }
        }

        return closed;
    }

    private bool TryReadItem()
    {
        int cursor = _position;
        if (!TrySkipItemStart(ref cursor))
        {
            return false;
        }

        ReadOnlySpan<char> rest = _text[cursor..];
        int nameLength = rest[..Math.Min(rest.Length, MaxEncodedName + 1)].IndexOfAny(QuoteValues);
        if (nameLength < 0)
        {
            return false;
        }

        string name = string.Concat(EadEntities.Decode(rest[..nameLength]).Where(character => !char.IsWhiteSpace(character)));
        if (name.Length > EadLimits.MaxNameLength)
        {
            return false;
        }

        cursor += nameLength + 1;
        int tagEnd = _text[cursor..].IndexOfAny('>', '<');
        if (tagEnd < 0)
        {
            return false;
        }

        bool selfClosed = _text.Slice(cursor, tagEnd).TrimEnd().EndsWith('/');
        cursor += _text[cursor + tagEnd] == '>' ? tagEnd + 1 : tagEnd;
        if (selfClosed)
        {
            _items.Add(new EadItem(name, string.Empty, SelfClosed: true));
            _position = cursor;
            return true;
        }

        ReadValue(name, cursor);
        return true;
    }

    private void ReadValue(string name, int start)
    {
        _position = start;
        while (true)
        {
            int next = _text[_position..].IndexOf('<');
            if (next < 0)
            {
                _position = WithoutHalfTag(start);
                AddValue(name, start);
                _position = _text.Length;
                return;
            }

            _position += next;
            int cursor = _position;
            if (TrySkipItemEnd(ref cursor))
            {
                AddValue(name, start);
                _position = cursor;
                return;
            }

            cursor = _position;
            if (At(ClosingTag) || At(OpeningTag) || TrySkipItemStart(ref cursor))
            {
                AddValue(name, start);
                return;
            }

            _position++;
        }
    }

    // Text cut inside a tag: what there is of the tag does not belong to the value.
    private readonly int WithoutHalfTag(int start)
    {
        int last = _text[start..].LastIndexOf('<');
        if (last < 0)
        {
            return _text.Length;
        }

        ReadOnlySpan<char> tail = _text[(start + last)..];
        bool half = "</i>".StartsWith(tail, StringComparison.Ordinal) || "</data>".StartsWith(tail, StringComparison.Ordinal)
            || "<i n=\"".StartsWith(tail, StringComparison.Ordinal);
        return half ? start + last : _text.Length;
    }

    // A '>' in front of a value comes from the page the text was copied from; a real one would be escaped or stand later.
    private void AddValue(string name, int start) =>
        _items.Add(new EadItem(name, EadEntities.Decode(_text[start.._position].TrimStart('>'))));

    private readonly bool TrySkipItemStart(ref int cursor) =>
        TrySkip(ref cursor, "<") && TrySkip(ref cursor, "iI") && TrySkip(ref cursor, "nN")
            && TrySkip(ref cursor, "=") && TrySkip(ref cursor, Quotes);

    private readonly bool TrySkipItemEnd(ref int cursor)
    {
        if (!TrySkip(ref cursor, "<") || !TrySkip(ref cursor, "/") || !TrySkip(ref cursor, "iI"))
        {
            return false;
        }

        TrySkip(ref cursor, ">");
        return true;
    }

    private readonly bool TrySkip(ref int cursor, ReadOnlySpan<char> oneOf)
    {
        int next = cursor;
        while (next < _text.Length && char.IsWhiteSpace(_text[next]))
        {
            next++;
        }

        if (next >= _text.Length || !oneOf.Contains(_text[next]))
        {
            return false;
        }

        cursor = next + 1;
        return true;
    }

    private bool IsEmptyElement()
    {
        int end = _text[_position..].IndexOfAny('>', '<');
        bool empty = end > 0 && _text[_position + end] == '>' && _text[_position + end - 1] == '/';
        _position = end < 0 ? _text.Length : _position + end;
        return empty;
    }

    private void SkipTagEnd(int nameLength)
    {
        _position += nameLength;
        int end = _text[_position..].IndexOfAny('>', '<');
        _position = end < 0 ? _text.Length : _text[_position + end] == '>' ? _position + end + 1 : _position + end;
    }

    private readonly bool At(string tag) => _text[_position..].StartsWith(tag, StringComparison.Ordinal);

    private static bool IsFiller(ReadOnlySpan<char> between)
    {
        foreach (char character in between)
        {
            if (character is not ('>' or '`') && !char.IsWhiteSpace(character))
            {
                return false;
            }
        }

        return true;
    }
}
