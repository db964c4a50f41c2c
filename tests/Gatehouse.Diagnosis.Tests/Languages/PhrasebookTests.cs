using System.Text.RegularExpressions;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Languages;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Languages;

/// <summary>The languages' files are complete, and say nothing that nobody can fill in.</summary>
public sealed partial class PhrasebookTests
{
    private static readonly string[] Codes =
        [.. typeof(FindingCodes).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)];

    public static TheoryData<string> Translations() => [.. Phrasebook.Tags.Skip(1)];

    public static TheoryData<string> All() => [.. Phrasebook.Tags];

    [Theory]
    [MemberData(nameof(All))]
    public void Has_every_fixed_phrase_with_the_places_of_the_english_one(string tag)
    {
        PhrasebookFile file = Phrasebook.Read(tag);
        PhrasebookFile english = Phrasebook.Read("en");

        Assert.Equal(tag, file.Language);
        string[] keys = [.. Enum.GetValues<Phrase>().Select(Phrasebook.Key)];
        Assert.Empty(keys.Except(file.Words.Keys));
        Assert.Empty(file.Words.Keys.Except(keys).Except(keys.Select(key => key + ".one")));
        Assert.All(file.Words, word =>
        {
            Assert.NotEmpty(word.Value);
            string[] places = [.. new PhraseTemplate(english.Words[word.Key.Replace(".one", string.Empty, StringComparison.Ordinal)]).Names.Order()];
            string[] own = [.. new PhraseTemplate(word.Value).Names.Order()];
            Assert.True(word.Key.EndsWith(".one", StringComparison.Ordinal) ? own.All(places.Contains) : own.SequenceEqual(places), $"{tag} {word.Key}: {word.Value}");
        });
    }

    [Theory]
    [MemberData(nameof(Translations))]
    public void Says_every_code_whatever_is_known_of_it(string tag)
    {
        PhrasebookFile file = Phrasebook.Read(tag);

        Assert.Equal(Codes.Order(), file.Findings.Keys.Order());
        Assert.All(file.Findings, section =>
        {
            FindingPhrases phrases = new(section.Value, file.Shared);
            Assert.True(phrases.Title[^1] is { Condition: null, Sentence.Names.Count: 0 }, $"{tag} {section.Key}: the last title must fit always");
            Assert.NotEmpty(phrases.Explanation);
        });
    }

    /// <summary>A finding that is only possible must not be told as if it were known.</summary>
    [Theory]
    [MemberData(nameof(Translations))]
    public void Hedges_the_title_of_what_is_only_possible(string tag)
    {
        FindingTranslator translator = new(Phrasebook.Of(tag)!);
        IReadOnlyList<string> hedges = Phrasebook.Read(tag).Hedges;
        string[] possible =
        [
            FindingCodes.TlsVersionMismatch, FindingCodes.TlsNoCommonCipher, FindingCodes.TlsOnHttpPort, FindingCodes.HttpOnTlsPort, FindingCodes.TcpResetInjected,
            FindingCodes.IpFragmentsLost, FindingCodes.RequestLost, FindingCodes.ReplyLost, FindingCodes.ServerSilent, FindingCodes.TlsCertificateRejected,
            FindingCodes.TlsIntercepted, FindingCodes.TransportMismatch, FindingCodes.PostureNoncompliant, FindingCodes.NoTraffic,
        ];

        Assert.All(possible, code =>
        {
            string title = translator.Translate(Finding(code, Confidence.Possible)).Title;
            Assert.True(hedges.Any(hedge => title.Contains(hedge, StringComparison.OrdinalIgnoreCase)), $"{tag} {code}: {title}");
        });
    }

    [Theory]
    [MemberData(nameof(Translations))]
    public void Names_every_fact_of_every_rule(string tag)
    {
        PhrasebookFile file = Phrasebook.Read(tag);
        HashSet<string> facts = Facts();

        Assert.True(facts.Count > 100, "the search for facts in the rules finds hardly any");
        Assert.Empty(facts.Except(file.Facts.Keys));
        Assert.Empty(file.Facts.Keys.Except(facts));
    }

    [Theory]
    [MemberData(nameof(Translations))]
    public void Asks_only_for_facts_that_rules_know(string tag)
    {
        PhrasebookFile file = Phrasebook.Read(tag);
        HashSet<string> known = [.. Facts(), .. FindingWords.Others];
        Assert.All(file.Findings, section =>
        {
            FindingPhrases phrases = new(section.Value, file.Shared);
            foreach (PhraseLine line in (IEnumerable<PhraseLine>)[.. phrases.Title, .. phrases.Explanation, .. phrases.Remedies])
            {
                foreach (string[] place in line.Sentence.Names.Select(name => name.Split(':', 2)))
                {
                    Assert.True(known.Contains(place[0]) && (place.Length == 1 || FindingWords.Forms.Contains(place[1])), $"{tag} {section.Key}: {{{string.Join(':', place)}}}");
                }

                Assert.All(line.Condition?.Names ?? [], name => Assert.True(known.Contains(name), $"{tag} {section.Key}: [{name}]"));
            }
        });
        Assert.Empty(file.Values.Keys.Except(known).Except(["*"]));
    }

    [Theory]
    [MemberData(nameof(Translations))]
    public void Keeps_every_part_of_a_remark_and_every_command(string tag)
    {
        PhrasebookFile file = Phrasebook.Read(tag);
        Assert.All(file.Steps.Concat(file.Remarks).Concat(file.Packets).Concat(file.Comparison).Concat(file.Compared), remark =>
        {
            Assert.NotEmpty(remark.Value);
            Assert.Equal(new PhraseTemplate(remark.Key).Names.Order(), new PhraseTemplate(remark.Value).Names.Order());
            Assert.Equal(Code().Matches(remark.Key).Select(code => code.Value).Order(), Code().Matches(remark.Value).Select(code => code.Value).Order());
        });
    }

    [Fact]
    public void All_languages_translate_the_same()
    {
        PhrasebookFile[] files = [.. Phrasebook.Tags.Skip(1).Select(Phrasebook.Read)];

        Assert.All(files, file =>
        {
            Assert.Equal(files[0].Remarks.Keys.Order(), file.Remarks.Keys.Order());
            Assert.Equal(files[0].Steps.Keys.Order(), file.Steps.Keys.Order());
            Assert.Equal(files[0].Packets.Keys.Order(), file.Packets.Keys.Order());
            Assert.Equal(files[0].Comparison.Keys.Order(), file.Comparison.Keys.Order());
            Assert.Equal(files[0].Compared.Keys.Order(), file.Compared.Keys.Order());
            Assert.Equal(files[0].Values.SelectMany(fact => fact.Value.Keys.Select(value => fact.Key + value)).Order(), file.Values.SelectMany(fact => fact.Value.Keys.Select(value => fact.Key + value)).Order());
            Assert.All(file.Findings, section =>
            {
                FindingSection first = files[0].Findings[section.Key];
                Assert.Equal(Conditions(first.Title), Conditions(section.Value.Title));
                Assert.Equal(Conditions(first.Explanation), Conditions(section.Value.Explanation));
                Assert.Equal(Conditions(first.Remedies), Conditions(section.Value.Remedies));
            });
        });
    }

    [Fact]
    public void Knows_no_other_language() => Assert.Null(Phrasebook.Of("fr"));

    private static Finding Finding(string code, Confidence confidence) => new()
    {
        Code = code,
        Severity = Severity.Fault,
        Confidence = confidence,
        Title = "English",
        Explanation = "English.",
        Conversation = new ConversationName("tcp", "10.0.3.50:50420", "10.0.2.105:4343"),
        Facts = new Dictionary<string, object> { ["server"] = "10.0.2.105" },
    };

    private static string[] Conditions(IEnumerable<string> lines) => [.. lines.Select(line => line.StartsWith('[') ? line[..(line.IndexOf(']', StringComparison.Ordinal) + 1)] : string.Empty)];

    /// <summary>Facts as the rules write them down.</summary>
    private static HashSet<string> Facts() =>
    [
        "tunnelTo", "synAcks", "syns", .. Directory.EnumerateFiles(Checkout.PathTo("src/Gatehouse.Diagnosis/Judgement"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Fact().Matches(File.ReadAllText(file)).Select(fact => fact.Groups["name"].Value)),
    ];

    [GeneratedRegex("""\["(?<name>[a-z][A-Za-z0-9]+)"\] = |Add\(facts, "(?<name>[a-z][A-Za-z0-9]+)",""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Fact();

    [GeneratedRegex("`[^`]*`", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Code();
}
