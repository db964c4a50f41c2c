using System.Buffers;
using System.IO.Compression;
using System.Text;
using Gatehouse.Tests.Common;
using Gatehouse.Tests.Common.Text;
using Gatehouse.Wire.Ead;

namespace Gatehouse.Wire.Tests.Ead;

public sealed class EadDocumentTests
{
    private const string Sample =
        "<data><i n=\"userName\">jdoe@branch</i><i n=\"hwAddr\">02:00:5e:10:20:30</i><i n=\"userMessage\"/><i n=\"dictionaryDigest\"></i>"
        + "<i n=\"checkResult\">Windows|7 Enterprise Service Pack 1|0x0409|KB9000001;KB9000038;KB9000038;KB9000112</i>"
        + "<i n=\"checkResult\">AV-Software|Example &amp; Sons</i><i n=\"eventSeqID\">Ga7eh0us</i></data>";

    [Fact]
    public void Reads_items_in_order_with_repeated_names()
    {
        EadDocument document = ReadDone(Sample);

        Assert.Equal(
            ["userName", "hwAddr", "userMessage", "dictionaryDigest", "checkResult", "checkResult", "eventSeqID"],
            document.Items.Select(item => item.Name));
        Assert.Equal("jdoe@branch", document.Value("userName"));
        Assert.Equal(["Windows|7 Enterprise Service Pack 1|0x0409|KB9000001;KB9000038;KB9000038;KB9000112", "AV-Software|Example & Sons"], document.Values("checkResult"));
        Assert.Null(document.Value("absent"));
    }

    [Fact]
    public void Gives_back_what_was_sent()
    {
        EadDocument document = ReadDone(Sample);

        Assert.Equal(Sample, document.CanonicalXml());
        Assert.Equal(Encoding.UTF8.GetByteCount(Sample), document.CanonicalSize());
    }

    [Fact]
    public void Counts_octets_and_not_characters() =>
        Assert.Equal("<data><i n=\"m\">安全</i></data>".Length + 4, ReadDone("<data><i n=\"m\">安全</i></data>").CanonicalSize());

    [Fact]
    public void Measures_the_compressed_size()
    {
        EadDocument document = ReadDone(Sample);
        using var compressed = new MemoryStream();
        using (var stream = new ZLibStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            stream.Write(Encoding.UTF8.GetBytes(Sample));
        }

        Assert.Equal(compressed.Length, document.DeflatedSize());
        Assert.InRange(document.DeflatedSize(), 50, Sample.Length - 1);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(20)]
    [InlineData(80)]
    public void Survives_line_breaks_anywhere(int every)
    {
        for (int seed = 0; seed < 300; seed++)
        {
            string wrapped = Pasting.Wrap(Sample, every, new Random(seed));
            Assert.Equal(OperationStatus.Done, EadDocument.Read(wrapped, out EadDocument document, out _));
            Assert.True(Sample == document.CanonicalXml(), $"seed {seed}: {wrapped}");
        }
    }

    [Theory]
    [InlineData("<data>\n  <i n=\"a\">1</i>\n\n\t<i n=\"b\">2</i>\n</data>")]
    [InlineData("```xml\n<data>\n```\n\n```\n<i n=\"a\">1</i>\n```\n```\n<i n=\"b\">2</i>\n```\n```\n</data>\n```")]
    [InlineData("<data><i n=\"a\">>1</i><i n=\"b\">>>2</i></data>")]
    [InlineData("<data><i n=\"a\">1</i>  \n><i n=\"b\">2</i></data>")]
    [InlineData("<data><i n=\"a\">1</i></data>\n```\n\n<i n=\"b\">2</i>  \n\n</data>")]
    [InlineData("<data><i n=\u201Ca\u201D>1</i><i n='b'>2</i></data>")]
    [InlineData("<data><i n=\"a\">1<i n=\"b\">2</data>")]
    [InlineData("<data ><i  n = \"a\" >1</i ><I n=\"b\" x=\"y\">2< /i></data >")]
    [InlineData("&lt;data&gt;&lt;i n=&quot;a&quot;&gt;1&lt;/i&gt;&lt;i n=&quot;b&quot;&gt;2&lt;/i&gt;&lt;/data&gt;")]
    [InlineData("\uFEFF<?xml version=\"1.0\"?><data><i n=\"a\">1</i><!-- note --><x/><i n=\"b\">2</i></data>")]
    [InlineData("<data><br>\n<i\u00A0n=\"a\">1</i><br/>\n<i n=\"b\"\u00A0>2</i><BR />\n</data>")]
    [InlineData("<data><i n=\"a\">1</i></data> ``` ``` <i n=\"b\">2</i> </data>")]
    [InlineData("prose 之前 <data><i n=\"a\">1</i><i n=\"b\">2</i></data> prose <i n=\"c\">3</i>")]
    [InlineData("<data><i n=\"a\">1</i><i n=\"b\">2</i></data><data><i n=\"c\">3</i></data>")]
    public void Survives_what_pages_do_to_a_document(string text) =>
        Assert.Equal("<data><i n=\"a\">1</i><i n=\"b\">2</i></data>", ReadDone(text).CanonicalXml());

    [Fact]
    public void Keeps_a_space_before_a_break_between_words_and_drops_two() =>
        Assert.Equal(
            ["one two", "onetwo", "Service Pack 1"],
            ReadDone("<data><i n=\"a\">one \ntwo</i><i n=\"b\">one  \ntwo</i><i n=\"c\">Service Pack\n\n1</i></data>").Items.Select(item => item.Value));

    [Fact]
    public void Decodes_character_references_once()
    {
        EadDocument document = ReadDone("<data><i n=\"a\">&lt;&#20013;&#x4E2D;&amp;lt;&nbsp;&quot;&apos;</i><i n=\"b\">&unknown; & &#0; &#xD800; &;</i></data>");

        Assert.Equal("<中中&lt; \"'", document.Value("a"));
        Assert.Equal("&unknown; & &#0; &#xD800; &;", document.Value("b"));
    }

    [Fact]
    public void Never_expands_entities()
    {
        var bomb = new StringBuilder("<!DOCTYPE data [<!ENTITY a0 \"ha\">");
        for (int level = 1; level < 40; level++)
        {
            bomb.Append($"<!ENTITY a{level} \"&a{level - 1};&a{level - 1};\">");
        }

        Assert.Equal("&a39;", ReadDone(bomb.Append("]><data><i n=\"a\">&a39;</i></data>").ToString()).Value("a"));
    }

    [Fact]
    public void Reads_an_empty_document()
    {
        Assert.Empty(ReadDone("<data></data>").Items);
        Assert.Empty(ReadDone("<data/>").Items);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no document here")]
    [InlineData("<dat")]
    [InlineData("<i n=\"a\">1</i>")]
    public void Rejects_a_text_without_a_document(string text)
    {
        Assert.Equal(OperationStatus.InvalidData, EadDocument.Read(text, out EadDocument document, out ParseError error));
        Assert.Equal(ParseErrorKind.BadType, error.Kind);
        Assert.Empty(document.Items);
    }

    [Fact]
    public void Asks_for_more_at_every_truncation_and_keeps_what_is_there()
    {
        EadItem[] all = [.. ReadDone(Sample).Items];
        for (int length = "<data".Length; length < Sample.Length - 1; length++)
        {
            OperationStatus status = EadDocument.Read(Sample.AsSpan(0, length), out EadDocument document, out _);
            bool closingTagStarted = length >= Sample.LastIndexOf("</data", StringComparison.Ordinal) + "</data".Length;
            Assert.Equal(closingTagStarted ? OperationStatus.Done : OperationStatus.NeedMoreData, status);
            for (int index = 0; index < document.Items.Count - 1; index++)
            {
                Assert.Equal(all[index], document.Items[index]);
            }

            Assert.True(document.Items.Count == 0 || all[document.Items.Count - 1].Value.StartsWith(document.Items[^1].Value.Split('&')[0], StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Round_trips_any_items()
    {
        const string Alphabet = "aZ09 .|;<>&\"'/=\n\r\t\u0085\u2028中\u00e9";
        var random = new Random(20170712);
        for (int run = 0; run < 2000; run++)
        {
            EadItem[] items =
            [
                .. Enumerable.Range(0, random.Next(6)).Select(index => new EadItem($"n{index}", Word(), SelfClosed: false)),
            ];

            Assert.Equal(items, ReadDone(new EadDocument(items).CanonicalXml()).Items);
        }

        string Word() => string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
    }

    [Fact]
    public void Never_throws_on_mutations_and_its_output_reads_back_the_same()
    {
        foreach (string text in Mutations.Of(Sample, Pasting.Alphabet, 5000, seed: 3, FuzzRuns.LongCount))
        {
            EadDocument.Read(text, out EadDocument document, out _);
            EadDocument again = ReadDone(document.CanonicalXml());
            Assert.Equal(document.Items, again.Items);
        }
    }

    [Fact]
    public void A_name_may_be_as_long_as_the_limit_however_it_is_written()
    {
        string longest = new('<', EadLimits.MaxNameLength);

        Assert.Equal([longest], ReadDone(new EadDocument([new EadItem(longest, "1", SelfClosed: false)]).CanonicalXml()).Items.Select(item => item.Name));
        Assert.Empty(ReadDone($"<data><i n=\"{new string('a', EadLimits.MaxNameLength + 1)}\">1</i></data>").Items);
    }

    [Fact]
    public void Stops_at_the_limit_of_items()
    {
        string text = "<data>" + string.Concat(Enumerable.Repeat("<i n=\"a\"/>", EadLimits.MaxItems + 5)) + "</data>";

        Assert.Equal(OperationStatus.InvalidData, EadDocument.Read(text, out EadDocument document, out ParseError error));
        Assert.Equal(ParseErrorKind.LimitExceeded, error.Kind);
        Assert.InRange(error.Offset, 1, text.Length);
        Assert.Equal(EadLimits.MaxItems, document.Items.Count);
    }

    [Fact]
    public void Stops_at_the_limit_of_text()
    {
        string text = "<data><i n=\"a\">" + new string('x', EadLimits.MaxTextLength) + "</i></data>";

        Assert.Equal(OperationStatus.InvalidData, EadDocument.Read(text, out _, out ParseError error));
        Assert.Equal(ParseErrorKind.LimitExceeded, error.Kind);
    }

    [Theory]
    [InlineData("<")]
    [InlineData("<i n=\"")]
    [InlineData("<i n=\"a\"")]
    [InlineData("<i n=\"a\">")]
    [InlineData("</")]
    [InlineData("</data><i")]
    [InlineData("&amp")]
    [InlineData("< \n")]
    public void Reads_hostile_repetition_in_linear_time(string repeated)
    {
        double growth = LinearTime.GrowthOf(
            EadLimits.MaxTextLength,
            length => "<data>" + string.Concat(Enumerable.Repeat(repeated, length / repeated.Length)),
            text => EadDocument.Read(text, out _, out _));
        Assert.True(LinearTime.IsLinear(growth), $"four times the text takes {growth:0.0} times as long");
    }

    private static EadDocument ReadDone(string text)
    {
        Assert.Equal(OperationStatus.Done, EadDocument.Read(text, out EadDocument document, out _));
        return document;
    }
}
