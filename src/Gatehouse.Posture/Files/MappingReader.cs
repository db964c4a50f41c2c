using System.Globalization;
using Gatehouse.Posture.Verdicts;

namespace Gatehouse.Posture.Files;

/// <summary>Takes known keys out of a mapping; what is left at the end is not known. Errors are collected, never thrown.</summary>
internal sealed class MappingReader
{
    private readonly Dictionary<string, (ScalarNode Key, FileNode Value)> _left;
    private readonly List<string> _known = [];
    private readonly List<PolicyFileError> _errors;
    private readonly MappingNode _node;

    public MappingReader(MappingNode node, List<PolicyFileError> errors)
    {
        _node = node;
        _errors = errors;
        _left = node.Entries.ToDictionary(entry => entry.Key.Text);
    }

    /// <summary>Where errors go.</summary>
    public List<PolicyFileError> Errors => _errors;

    /// <summary>The node under a key; null when it is absent or null.</summary>
    public FileNode? Node(string name)
    {
        _known.Add(name);
        return _left.Remove(name, out var entry) && entry.Value is not ScalarNode { IsNull: true } ? entry.Value : null;
    }

    public string? Text(string name) => Node(name) is { } node ? Scalar(node, name)?.Text : null;

    /// <summary>A text that must be there.</summary>
    public string RequiredText(string name)
    {
        string? text = Text(name);
        if (string.IsNullOrWhiteSpace(text))
        {
            Fail(_node, $"{name} is missing: add \"{name}: …\"");
        }

        return text ?? string.Empty;
    }

    public int? Number(string name, int least, int most)
    {
        if (Node(name) is not { } node || Scalar(node, name) is not { } scalar)
        {
            return null;
        }

        if (int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most)
        {
            return number;
        }

        Fail(node, $"{name} is \"{scalar.Text}\" and must be a number from {least} to {most}");
        return null;
    }

    public bool? Flag(string name) => Word(name, bool? (text) => text switch { "true" => true, "false" => false, _ => null }, "true", "false");

    public PostureAction? Action(string name) => Word(name, ParseAction, ActionWords);

    /// <summary>One of several words.</summary>
    public T? Word<T>(string name, Func<string, T?> parse, params string[] words)
        where T : struct =>
        Node(name) is { } node ? Word(node, name, parse, words) : null;

    /// <summary>One of several words that must be there.</summary>
    public T? RequiredWord<T>(string name, Func<string, T?> parse, params string[] words)
        where T : struct
    {
        if (Node(name) is { } node)
        {
            return Word(node, name, parse, words);
        }

        Fail(_node, $"{name} is missing: add \"{name}: {words[0]}\", or {string.Join(", ", words[1..])}");
        return null;
    }

    /// <summary>One of several words, at a node.</summary>
    public T? Word<T>(FileNode node, string name, Func<string, T?> parse, params string[] words)
        where T : struct
    {
        if (Scalar(node, name) is not { } scalar)
        {
            return null;
        }

        T? value = parse(scalar.Text);
        if (value is null)
        {
            Fail(node, $"{name} is \"{scalar.Text}\" and must be one of {string.Join(", ", words)}{Suggestion(scalar.Text, words)}");
        }

        return value;
    }

    public IReadOnlyList<string> Names(string name)
    {
        List<string> names = [];
        foreach (FileNode item in Items(name))
        {
            if (Scalar(item, name) is not { } scalar)
            {
                continue;
            }

            if (scalar.Text.Length == 0)
            {
                Fail(item, $"an entry of {name} is empty: take it out");
            }

            names.Add(scalar.Text);
        }

        return names;
    }

    /// <summary>The entries of a list; a single value counts as a list of one.</summary>
    public IReadOnlyList<FileNode> Items(string name, int most = PolicyFileLimits.MaxList)
    {
        IReadOnlyList<FileNode> items = Node(name) switch
        {
            null => [],
            ListNode list => list.Items,
            { } single => [single],
        };
        if (items.Count > most)
        {
            Fail(items[0], $"{name} has {items.Count} entries and may have {most}: {(most == PolicyFileLimits.MaxList ? "use a star for several names" : "take out what is not needed")}");
            return [];
        }

        return items;
    }

    public MappingReader? Mapping(string name) => Node(name) is { } node ? Mapping(node, name) : null;

    public MappingReader? Mapping(FileNode node, string name)
    {
        if (node is MappingNode mapping)
        {
            return new MappingReader(mapping, _errors);
        }

        Fail(node, $"{name} is {node.Kind} and must be keys with values, such as \"action: remind\" on a line of its own");
        return null;
    }

    public ScalarNode? Scalar(FileNode node, string name)
    {
        if (node is ScalarNode scalar)
        {
            return scalar;
        }

        Fail(node, $"{name} is {node.Kind} and must be a single value");
        return null;
    }

    /// <summary>Tells of keys nobody asked for.</summary>
    public void Finish()
    {
        foreach ((ScalarNode key, _) in _left.Values)
        {
            string? nearest = Spelling.Nearest(key.Text, _known);
            Fail(key, nearest is null
                ? $"{key.Text} is not known here: take it out; known are {string.Join(", ", _known.Distinct())}"
                : $"{key.Text} is not known here: did you mean {nearest}?");
        }
    }

    public void Fail(FileNode node, string problem)
    {
        if (_errors.Count < PolicyFileLimits.MaxErrors)
        {
            _errors.Add(new PolicyFileError(node.Line, node.Column, problem));
        }
    }

    /// <summary>Tells of something wrong with the mapping itself.</summary>
    public void FailHere(string problem) => Fail(_node, problem);

    public static string[] ActionWords { get; } = ["monitor", "remind", "isolate", "offline"];

    public static PostureAction? ParseAction(string text) => Array.IndexOf(ActionWords, text) is >= 0 and int index ? (PostureAction)index : null;

    private static string Suggestion(string text, string[] words) => Spelling.Nearest(text, words) is { } nearest ? $": did you mean {nearest}?" : string.Empty;
}
