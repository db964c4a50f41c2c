using System.Text.RegularExpressions;
using Gatehouse.Tests.Common;

namespace Gatehouse.Architecture.Tests;

/// <summary>The documents say what is so.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void Architecture_names_every_folder_of_every_project()
    {
        string architecture = SourceTree.Read("ARCHITECTURE.md");
        IEnumerable<string> folders = Directory.EnumerateDirectories(Checkout.PathTo("src"))
            .SelectMany(Directory.EnumerateDirectories)
            .Where(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Any())
            .Select(folder => $"`{Path.GetFileName(Path.GetDirectoryName(folder))!["Gatehouse.".Length..]}/{Path.GetFileName(folder)}`");

        Assert.All(folders, folder => Assert.Contains(folder, architecture, StringComparison.Ordinal));
    }

    [Fact]
    public void Architecture_names_no_folder_that_is_gone() => Assert.Empty(
        from Match match in Folder().Matches(SourceTree.Read("ARCHITECTURE.md"))
        let path = $"src/Gatehouse.{match.Groups["path"].Value}"
        where !Directory.Exists(Checkout.PathTo(path))
        select path);

    [Fact]
    public void Decisions_are_numbered_without_gaps_and_titled_by_their_number()
    {
        string[] files = [.. Directory.EnumerateFiles(Checkout.PathTo("docs/adr"), "*.md").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

        Assert.NotEmpty(files);
        for (int i = 0; i < files.Length; i++)
        {
            string number = $"{i + 1:d4}";
            Assert.StartsWith(number + "-", files[i], StringComparison.Ordinal);
            string text = SourceTree.Read($"docs/adr/{files[i]}");
            Assert.StartsWith($"# {number}: ", text, StringComparison.Ordinal);
            Assert.All(["## Context", "## Decision", "## Consequences"], section => Assert.Contains(section, text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Every_code_is_explained()
    {
        string findings = SourceTree.Read("docs/findings.md");
        string[] codes = [.. Constant().Matches(SourceTree.Read("src/Gatehouse.Diagnosis/Findings/FindingCodes.cs")).Select(match => match.Groups["value"].Value)];
        string[] explained = [.. Heading().Matches(findings).Select(match => match.Groups["code"].Value)];

        Assert.Equal(codes.Order(StringComparer.Ordinal), explained.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Links_between_documents_lead_somewhere() => Assert.Empty(
        from file in Directory.EnumerateFiles(Checkout.Root, "*.md").Concat(Directory.EnumerateFiles(Checkout.PathTo("docs"), "*.md", SearchOption.AllDirectories))
        from Match match in Link().Matches(File.ReadAllText(file))
        let target = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, match.Groups["target"].Value))
        where !Path.Exists(target)
        select $"{Path.GetRelativePath(Checkout.Root, file)} links to {match.Groups["target"].Value}");

    [GeneratedRegex(@"`(?<path>(Wire|Capture|Diagnosis|Protocol|Posture|Contracts|Agent|Server|Cli)/[\w/]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Folder();

    [GeneratedRegex(@"public const string \w+ = ""(?<value>[^""]+)"";", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Constant();

    [GeneratedRegex(@"^### `(?<code>[a-z0-9-]+)`", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\((?<target>[^)#:\s]+)(#[^)\s]*)?\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Link();
}
