using System.Globalization;
using System.Text.Json;

namespace Gatehouse.Diagnosis.Languages;

/// <summary>A language that reports can be written in: all fixed words, and what is said of each finding.</summary>
public sealed class Phrasebook
{
    private static readonly string[] All = ["en", "zh-Hans", "vi"];
    private static readonly Dictionary<string, Lazy<Phrasebook>> Books = All.ToDictionary(tag => tag, tag => new Lazy<Phrasebook>(() => new Phrasebook(Read(tag))));

    private readonly PhrasebookFile _file;
    private readonly PhraseTemplate[] _words;
    private readonly PhraseTemplate?[] _ofOne;
    private readonly Dictionary<string, FindingPhrases> _findings = [];

    /// <summary>Reads a language's file.</summary>
    /// <exception cref="FormatException">A phrase is missing, or a line cannot be read: a defect of the file.</exception>
    internal Phrasebook(PhrasebookFile file)
    {
        _file = file;
        string[] keys = Array.ConvertAll(Enum.GetNames<Phrase>(), JsonNamingPolicy.CamelCase.ConvertName);
        _words = Array.ConvertAll(keys, key => Template(key) ?? throw new FormatException($"{file.Language} has no '{key}'"));
        _ofOne = Array.ConvertAll(keys, key => Template(key + ".one"));
        foreach ((string code, FindingSection section) in file.Findings)
        {
            _findings[code] = new FindingPhrases(section, file.Shared);
        }

        Remarks = new RemarkPhrases(file.Remarks);
        Steps = new RemarkPhrases(file.Steps);
        Packets = new RemarkPhrases(file.Packets);
        Comparison = new RemarkPhrases(file.Comparison);
        Compared = new RemarkPhrases(file.Compared);

        PhraseTemplate? Template(string key) => file.Words.TryGetValue(key, out string? word) ? new PhraseTemplate(word) : null;
    }

    /// <summary>The tags of all languages (BCP 47), English first.</summary>
    public static IReadOnlyList<string> Tags => All;

    /// <summary>The language that the rules speak themselves.</summary>
    public static Phrasebook English => Books["en"].Value;

    /// <summary>The language's tag (BCP 47).</summary>
    public string Tag => _file.Language;

    /// <summary>Fonts for web pages, as CSS names them; may be empty.</summary>
    internal string Fonts => _file.Fonts;

    /// <summary>Whether findings are said in the rules' own words.</summary>
    internal bool IsOriginal => _findings.Count == 0;

    /// <summary>What stands for remarks.</summary>
    internal RemarkPhrases Remarks { get; }

    /// <summary>What stands for what to capture next.</summary>
    internal RemarkPhrases Steps { get; }

    /// <summary>What stands for words in labels of packets.</summary>
    internal RemarkPhrases Packets { get; }

    /// <summary>What stands for what comparisons say.</summary>
    internal RemarkPhrases Comparison { get; }

    /// <summary>What stands for what steps of comparisons show.</summary>
    internal RemarkPhrases Compared { get; }

    /// <summary>A fixed phrase without anything to fill in.</summary>
    internal string this[Phrase phrase] => _words[(int)phrase].Text;

    /// <summary>The language of a tag.</summary>
    /// <returns>Null when there is none.</returns>
    public static Phrasebook? Of(string tag) => Books.TryGetValue(tag, out Lazy<Phrasebook>? book) ? book.Value : null;

    /// <summary>Reads a language's file as it is.</summary>
    internal static PhrasebookFile Read(string tag)
    {
        using Stream stream = typeof(Phrasebook).Assembly.GetManifestResourceStream($"{typeof(Phrasebook).Namespace}.{tag}.json")!;
        return JsonSerializer.Deserialize(stream, PhrasebookJsonContext.Default.PhrasebookFile)!;
    }

    /// <summary>The name of a phrase in the languages' files.</summary>
    internal static string Key(Phrase phrase) => JsonNamingPolicy.CamelCase.ConvertName(phrase.ToString());

    /// <summary>A fixed phrase with its places filled.</summary>
    internal string Say(Phrase phrase, params ReadOnlySpan<(string Name, string Value)> values) => Fill(_words[(int)phrase], values);

    /// <summary>A fixed phrase about a count, which may have a form for one.</summary>
    /// <param name="phrase">The phrase; it has a place "count".</param>
    /// <param name="count">How many.</param>
    /// <param name="values">What else is filled in.</param>
    internal string SayCount(Phrase phrase, long count, params ReadOnlySpan<(string Name, string Value)> values) =>
        Fill(count == 1 && _ofOne[(int)phrase] is { } ofOne ? ofOne : _words[(int)phrase], [("count", Number(count)), .. values]);

    /// <summary>A number with its digits in groups of three.</summary>
    internal string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture).Replace(",", _file.Group, StringComparison.Ordinal);

    /// <summary>Items of a list.</summary>
    internal string List(IEnumerable<string> items) => string.Join(_file.List, items);

    /// <summary>What a fact is called; null when the language has no word for it.</summary>
    internal string? FactName(string fact) => _file.Facts.GetValueOrDefault(fact);

    /// <summary>A word that is the value of a fact; what is no known word stays as it is.</summary>
    internal string FactValue(string fact, string value) =>
        Word(fact, value) ?? Word("*", value) ?? (Remarks.TrySay(value, Part, out string? remark) ? remark : value);

    /// <summary>What is said of a code; null when the language has nothing for it.</summary>
    internal FindingPhrases? Finding(string code) => _findings.GetValueOrDefault(code);

    /// <summary>What stands in a place of a remark: a word, or a remark without places of its own.</summary>
    private string Part(string value) => Word("*", value) ?? (Remarks.TrySay(value, known => known, out string? remark) ? remark : value);

    private string? Word(string fact, string value) => _file.Values.GetValueOrDefault(fact)?.GetValueOrDefault(value);

    private static string Fill(PhraseTemplate template, ReadOnlySpan<(string Name, string Value)> values)
    {
        Dictionary<string, string> known = [];
        foreach ((string name, string value) in values)
        {
            known[name] = value;
        }

        return template.TryFill(known.GetValueOrDefault, out string? text) ? text : throw new FormatException($"a place of '{template.Text}' was not filled");
    }
}
