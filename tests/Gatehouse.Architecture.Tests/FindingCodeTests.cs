using System.Text.RegularExpressions;

namespace Gatehouse.Architecture.Tests;

/// <summary>Every code of a finding has a rule that gives it, or the documents say that there is none yet.</summary>
public sealed partial class FindingCodeTests
{
    private const string Codes = "src/Gatehouse.Diagnosis/Findings/FindingCodes.cs";

    [Fact]
    public void A_code_is_given_by_a_rule_or_documented_as_not_yet_found()
    {
        string[] judges =
        [
            .. SourceTree.Sources
                .Where(file => file.StartsWith("src/Gatehouse.Diagnosis/Judgement/", StringComparison.Ordinal))
                .Select(SourceTree.Read),
        ];
        string[] sections = SourceTree.Read("docs/findings.md").Split("\n### ");
        MatchCollection codes = Code().Matches(SourceTree.Read(Codes));

        Assert.NotEmpty(codes);
        Assert.All(codes, code =>
        {
            Regex use = new($@"\bFindingCodes\.{code.Groups["name"].Value}\b", RegexOptions.None, TimeSpan.FromSeconds(1));
            string section = Assert.Single(sections, section => section.StartsWith($"`{code.Groups["code"].Value}`", StringComparison.Ordinal));
            Assert.NotEqual(judges.Any(use.IsMatch), section.Contains("Not yet found", StringComparison.Ordinal));
        });
    }

    [GeneratedRegex("public const string (?<name>\\w+) = \"(?<code>[a-z0-9-]+)\";", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Code();
}
