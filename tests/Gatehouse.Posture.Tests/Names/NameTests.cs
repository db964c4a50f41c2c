using Gatehouse.Posture.Names;

namespace Gatehouse.Posture.Tests.Names;

public sealed class NameTests
{
    [Theory]
    [InlineData("a*", "ABC", true)]
    [InlineData("*", "", true)]
    [InlineData("*c", "abc", true)]
    [InlineData("a*b*c", "aXbYbZc", true)]
    [InlineData("a", "ab", false)]
    [InlineData("", "a", false)]
    [InlineData("a*d", "abc", false)]
    public void A_star_stands_for_any_characters(string pattern, string name, bool expected) => Assert.Equal(expected, NamePattern.Matches(pattern, name));

    [Fact]
    public void Hostile_patterns_end() =>
        Assert.False(NamePattern.Matches(string.Concat(Enumerable.Repeat("a*", 500)) + "b", new string('a', 5000)));

    [Theory]
    [InlineData("12.10", "12.9", 1)]
    [InlineData("12", "12.0", 0)]
    [InlineData("2017-07-09", "2017-07-10", -1)]
    [InlineData("6.1.0-28-amd64", "6.1.0-31", -1)]
    [InlineData("99999999999999999999", "1", 1)]
    [InlineData("", "0", 0)]
    public void Versions_compare_number_by_number(string first, string second, int expected)
    {
        Assert.Equal(expected, DottedVersion.Compare(first, second));
        Assert.Equal(-expected, DottedVersion.Compare(second, first));
    }
}
