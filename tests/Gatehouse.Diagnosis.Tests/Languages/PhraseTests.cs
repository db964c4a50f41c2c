using Gatehouse.Diagnosis.Languages;

namespace Gatehouse.Diagnosis.Tests.Languages;

public sealed class PhraseTests
{
    [Theory]
    [InlineData("fragments: {seen} of {count} seen", "fragments: 4 of 8 seen", "4|8")]
    [InlineData("{path} is empty", "a b is empty", "a b")]
    [InlineData("the {what}", "the ", null)]
    [InlineData("a {what} b", "a x c", null)]
    [InlineData("plain", "plain", "")]
    [InlineData("plain", "plainer", null)]
    public void Lays_a_template_over_a_text(string template, string text, string? values)
    {
        IReadOnlyDictionary<string, string>? found = new PhraseTemplate(template).Match(text);

        Assert.Equal(values, found is null ? null : string.Join('|', found.Values));
    }

    [Fact]
    public void Fills_a_template_only_when_all_is_known()
    {
        PhraseTemplate template = new("{a} of {b}");

        Assert.True(template.TryFill(name => name == "a" ? "1" : "2", out string? filled));
        Assert.Equal("1 of 2", filled);
        Assert.False(template.TryFill(name => name == "a" ? "1" : null, out _));
    }

    [Theory]
    [InlineData("lost", true)]
    [InlineData("!lost", false)]
    [InlineData("lost = all|some", true)]
    [InlineData("lost = all", false)]
    [InlineData("lost != all", true)]
    [InlineData("lost != some", false)]
    [InlineData("other", false)]
    [InlineData("!other", true)]
    [InlineData("other != all", false)]
    [InlineData("lost, !other", true)]
    [InlineData("lost, other", false)]
    public void Asks_for_facts(string condition, bool holds) =>
        Assert.Equal(holds, new PhraseCondition(condition).Holds(name => name == "lost" ? "some" : null));

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a = ")]
    [InlineData("a,")]
    public void Refuses_what_is_no_condition(string condition) => Assert.Throws<FormatException>(() => new PhraseCondition(condition));

    [Fact]
    public void Refuses_a_line_that_shares_nothing_or_is_left_open()
    {
        Dictionary<string, string> none = [];

        Assert.Throws<FormatException>(() => new PhraseLine("#nothing", none));
        Assert.Throws<FormatException>(() => new PhraseLine("[a left open", none));
        Assert.Throws<FormatException>(() => new PhraseLine("{a left open", none));
    }
}
