using Gatehouse.Wire.Ip;

namespace Gatehouse.Capture.Text;

/// <summary>Goes through a text line by line and collects list lines and detail trees in the order they stand there.</summary>
internal sealed class PacketTextParser
{
    private const int MaxPartLength = 512;
    private const int MaxContinuations = 3;

    /// <summary>Lines between two looks at whether reading is to stop.</summary>
    private const int CancellationStep = 1_024;

    private static readonly string[] InfoFields =
        ["Seq=", "Ack=", "Win=", "Len=", "MSS=", "WS=", "SACK_PERM", "TSval=", "TSecr=", "SLE=", "SRE=", "[TCP segment", "[Reassembled"];

    private readonly TextLimits _limits = new();
    private readonly DetailTree _tree;
    private readonly char[] _buffer = new char[TextLimits.MaxLineLength];

    /// <summary>Lines that may be the first parts of a list line broken apart, and the line number of the first.</summary>
    private readonly Queue<(string Text, int Line)> _parts = [];

    private ListHeader _header;

    /// <summary>A whole list line but for its info, which may follow on the next line.</summary>
    private RawFrame? _withoutInfo;

    /// <summary>The list line met last; a detail tree without a heading of its own belongs to it.</summary>
    private RawFrame? _listed;

    /// <summary>How many lines have gone into the info of <see cref="_listed"/> beyond the first; past the limit nothing does.</summary>
    private int _continuations;

    public PacketTextParser() => _tree = new DetailTree(_limits, Keep);

    /// <summary>What was printed, list lines and detail trees not yet joined.</summary>
    public List<RawFrame> Frames { get; } = [];

    /// <summary>Resolved names with their addresses.</summary>
    public Dictionary<string, IpAddress> Names => _tree.Names;

    /// <summary>Lines that look like packets but could not be read.</summary>
    public long LinesUnread => _limits.LinesUnread + _limits.LinesCut;

    /// <summary>Reads a text.</summary>
    /// <param name="lines">Its lines with their 1-based numbers.</param>
    /// <param name="cancellation">Ends reading early with <see cref="OperationCanceledException"/>.</param>
    public void Read(IEnumerable<(ReadOnlyMemory<char> Line, int Number)> lines, CancellationToken cancellation = default)
    {
        int count = 0;
        foreach ((ReadOnlyMemory<char> raw, int number) in lines)
        {
            if (count++ % CancellationStep == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            foreach (ReadOnlyMemory<char> piece in TextLines.Split(raw))
            {
                ReadPiece(piece.Span.Trim(), number);
            }
        }

        Flush();
        _tree.Finish();
    }

    /// <summary>Says what was left out.</summary>
    public void AddNotes(List<string> notes)
    {
        if (_limits.FramesLeftOut > 0)
        {
            notes.Add($"{_limits.FramesLeftOut} packets beyond the first {TextLimits.MaxFrames} were left out");
        }

        if (_limits.FramesCut > 0)
        {
            notes.Add(
                $"{_limits.FramesCut} packets name more TLS messages than the {TextLimits.MaxMessagesOfFrame} kept of one, or the {TextLimits.MaxMessages} kept in all");
        }

        if (_limits.InfosCut > 0)
        {
            notes.Add($"the info columns of {_limits.InfosCut} packets are too long and were not kept whole");
        }

        if (_limits.LinesUnread > 0)
        {
            notes.Add(_limits.LinesUnread == 1
                ? $"1 line looks like a packet but could not be read: line {_limits.FirstUnread}"
                : $"{_limits.LinesUnread} lines look like packets but could not be read; first: line {_limits.FirstUnread}");
        }

        if (_limits.LinesCut > 0)
        {
            notes.Add($"{_limits.LinesCut} lines were read only up to {TextLimits.MaxLineLength} characters");
        }

        if (_limits.ExtensionsLeftOut > 0)
        {
            notes.Add($"{_limits.ExtensionsLeftOut} TLS extensions are printed under an unknown name and without a number, and were left out");
        }
    }

    private void ReadPiece(ReadOnlySpan<char> line, int number)
    {
        if (line.Length > TextLimits.MaxLineLength)
        {
            _limits.LinesCut++;
            line = line[..TextLimits.MaxLineLength];
        }

        line = LineCleaner.Clean(line, _buffer);
        if (line.Length > 0)
        {
            ReadLine(line, number);
        }
    }

    /// <summary>Reads a cleaned line.</summary>
    private void ReadLine(ReadOnlySpan<char> line, int number)
    {
        if (_withoutInfo is not null && TryJoin(line))
        {
            return;
        }

        if (_tree.Read(line, number, _listed))
        {
            _parts.Clear();
            _continuations = MaxContinuations;
            return;
        }

        if (IsHexDump(line))
        {
            return;
        }

        if (ListLine.TryRead(line, _header, _listed is not null, out RawFrame? frame, out bool hasInfo))
        {
            _parts.Clear();
            if (hasInfo || !ListLine.CanBegin(line))
            {
                KeepListed(frame!, number);
            }
            else
            {
                frame!.Line = number;
                _withoutInfo = frame;
                _parts.Enqueue((line.ToString(), number));
            }

            return;
        }

        if (TryContinue(line))
        {
            return;
        }

        if (ListHeader.TryRead(line, out ListHeader header))
        {
            _parts.Clear();
            _header = header;
            return;
        }

        if (line.Length <= MaxPartLength && ListLine.CanBegin(line))
        {
            if (_parts.Count == TextLimits.MaxJoinedLines - 1)
            {
                _parts.Dequeue();
            }

            _parts.Enqueue((line.ToString(), number));
            return;
        }

        if (!TryJoin(line) && PacketLook.Is(line))
        {
            _limits.Unread(number);
        }
    }

    /// <summary>Joins a list line whose cells or halves stand on lines of their own with the line that completes it.</summary>
    private bool TryJoin(ReadOnlySpan<char> line)
    {
        if (_parts.Count == 0 || line.Length > MaxPartLength)
        {
            Flush();
            return false;
        }

        int first = _parts.Peek().Line;
        string joined = $"{string.Join(' ', _parts.Select(part => part.Text))} {line}";
        if (!ListLine.TryRead(joined, _header, _listed is not null, out RawFrame? frame, out bool hasInfo) || !hasInfo)
        {
            Flush();
            return false;
        }

        _parts.Clear();
        _withoutInfo = null;
        KeepListed(frame!, first);
        return true;
    }

    /// <summary>Adds a line to the info column above it when it can only be the rest of that.</summary>
    private bool TryContinue(ReadOnlySpan<char> line)
    {
        if (_listed is not RawFrame above || _continuations >= MaxContinuations || line.Length > MaxPartLength
            || !IsRestOf(above.Info, line))
        {
            _continuations = MaxContinuations;
            return false;
        }

        _continuations++;

        // A packet beyond the limit is not kept, nor is the rest of its info column.
        if (Frames[^1] != above)
        {
            return true;
        }

        _limits.Release(above);
        above.Info = $"{above.Info} {line}";
        above.Tls.Clear();
        InfoColumn.Read(above.Info, above.ProtocolColumn, above);
        _limits.Cut(above);
        return true;
    }

    private static bool IsRestOf(string info, ReadOnlySpan<char> line)
    {
        foreach (string field in InfoFields)
        {
            if (line.StartsWith(field, StringComparison.Ordinal))
            {
                return true;
            }
        }

        int open = info.LastIndexOf('[');
        if (open >= 0 && info.IndexOf(']', open) < 0)
        {
            return line.Contains(']');
        }

        int comma = line.IndexOf(',');
        return info.EndsWith(',') && TlsLabels.Find(comma < 0 ? line : line[..comma]) is not null;
    }

    /// <summary>"0010  18 19 1a …": octets of a packet, whose text column could look like anything.</summary>
    private static bool IsHexDump(ReadOnlySpan<char> line)
    {
        int digits = line.IndexOfAnyExcept(Alphabets.Hex);
        return digits is 4 or 8 && line[digits] == ' ' && line[digits..].TrimStart(' ') is [char high, char low, ' ', char next, char last, ..]
            && char.IsAsciiHexDigit(high) && char.IsAsciiHexDigit(low) && char.IsAsciiHexDigit(next) && char.IsAsciiHexDigit(last);
    }

    private void KeepListed(RawFrame frame, int line)
    {
        _tree.Finish();
        frame.Line = line;
        _listed = frame;
        _continuations = 0;
        if (PacketLook.IsInside(frame.Info))
        {
            _limits.Unread(line);
        }

        Keep(frame);
    }

    /// <summary>Gives up waiting for the rest of a broken line.</summary>
    private void Flush()
    {
        if (_withoutInfo is RawFrame frame)
        {
            _withoutInfo = null;
            KeepListed(frame, frame.Line);
        }

        _parts.Clear();
    }

    private void Keep(RawFrame frame)
    {
        if (Frames.Count < TextLimits.MaxFrames)
        {
            _limits.Cut(frame);
            Frames.Add(frame);
        }
        else
        {
            _limits.FramesLeftOut++;
        }
    }
}
