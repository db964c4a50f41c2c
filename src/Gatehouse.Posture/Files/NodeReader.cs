using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Gatehouse.Posture.Files;

/// <summary>
/// Reads a YAML document as nodes. What YAML offers beyond lists, keys and values (anchors, aliases, tags, several documents) is refused:
/// nobody needs it in a policy or a catalogue, and aliases let a few lines stand for gigabytes.
/// </summary>
internal sealed class NodeReader
{
    private readonly Parser _parser;
    private readonly DocumentKind _kind;
    private int _nodes;

    private NodeReader(string text, DocumentKind kind)
    {
        _parser = new Parser(new StringReader(text));
        _kind = kind;
    }

    /// <summary>Reads a text; null and an error when it is not such a document.</summary>
    public static FileNode? Read(string text, DocumentKind kind, out PolicyFileError? error)
    {
        error = null;
        if (text.Length > kind.MaxLength)
        {
            error = new PolicyFileError(1, 1, $"the file has {text.Length} characters and may have {kind.MaxLength}: take out what is not needed");
            return null;
        }

        NodeReader reader = new(text, kind);
        try
        {
            return reader.ReadDocument();
        }
        catch (NodeRefusedException refused)
        {
            error = refused.Error;
        }
        catch (YamlException exception)
        {
            error = NotYaml(exception.Start, exception.Message);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The library's scanner has states it does not expect to reach, and damaged files reach them.
            error = NotYaml(reader._parser.Current?.End ?? Mark.Empty, "it cannot be understood after this place.");
        }

        return null;
    }

    private FileNode ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out StreamEnd? end))
        {
            throw Refused(end, $"the file is empty: write at least a name, and {_kind.Content}");
        }

        _parser.Consume<DocumentStart>();
        FileNode root = ReadNode(0);
        _parser.Consume<DocumentEnd>();
        if (!_parser.Accept<StreamEnd>(out _))
        {
            throw Refused(_parser.Current!, $"a second document starts here: put each {_kind.Name} into a file of its own");
        }

        return root;
    }

    private FileNode ReadNode(int depth)
    {
        ParsingEvent next = _parser.Consume<ParsingEvent>();
        if (next is AnchorAlias || (next is NodeEvent node && !node.Anchor.IsEmpty))
        {
            throw Refused(next, "anchors and aliases (& and *) are not allowed: write the value out, or put names with a star into quotes");
        }

        if (next is NodeEvent { Tag.IsEmpty: false } and not Scalar { Tag.Value: "!" })
        {
            throw Refused(next, "tags (!) are not allowed: take it out, or put the value into quotes");
        }

        if (depth > PolicyFileLimits.MaxDepth)
        {
            throw Refused(next, $"lists and keys may stand {PolicyFileLimits.MaxDepth} deep inside each other");
        }

        if (++_nodes > _kind.MaxNodes)
        {
            throw Refused(next, $"the file has more than {_kind.MaxNodes} values: take out what is not needed");
        }

        return next switch
        {
            Scalar scalar => ReadScalar(scalar),
            SequenceStart start => ReadList(start, depth),
            MappingStart start => ReadMapping(start, depth),
            _ => throw Refused(next, "a value is missing here"),
        };
    }

    private static ScalarNode ReadScalar(Scalar scalar) => scalar.Value.Length > PolicyFileLimits.MaxText
        ? throw Refused(scalar, $"the value has {scalar.Value.Length} characters and may have {PolicyFileLimits.MaxText}: shorten it")
        : new ScalarNode(scalar.Value, scalar.Style is ScalarStyle.Plain, (int)scalar.Start.Line, (int)scalar.Start.Column);

    private ListNode ReadList(SequenceStart start, int depth)
    {
        List<FileNode> items = [];
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(depth + 1));
        }

        return new ListNode(items, (int)start.Start.Line, (int)start.Start.Column);
    }

    private MappingNode ReadMapping(MappingStart start, int depth)
    {
        List<(ScalarNode, FileNode)> entries = [];
        HashSet<string> keys = [];
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            _parser.Accept<ParsingEvent>(out ParsingEvent? at);
            if (ReadNode(depth + 1) is not ScalarNode key)
            {
                throw Refused(at!, "a key is a single word here: take the brackets out, or put it into quotes");
            }

            if (!keys.Add(key.Text))
            {
                throw Refused(at!, $"{key.Text} stands here a second time: join the two");
            }

            entries.Add((key, ReadNode(depth + 1)));
        }

        return new MappingNode(entries, (int)start.Start.Line, (int)start.Start.Column);
    }

    private static PolicyFileError NotYaml(Mark at, string message) => Error(
        at, $"this is not YAML: {message.ReplaceLineEndings(" ")} Check indentation, colons and quotes here and in the line above.");

    private static PolicyFileError Error(Mark at, string problem) => new(Math.Max(1, (int)at.Line), Math.Max(1, (int)at.Column), problem);

    private static NodeRefusedException Refused(ParsingEvent at, string problem) => new(problem) { Error = Error(at.Start, problem) };
}
