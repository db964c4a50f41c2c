using System.Text.RegularExpressions;

namespace Gatehouse.Architecture.Tests;

/// <summary>Folder, namespace and concept coincide; files stay small.</summary>
public sealed partial class SourceTests
{
    /// <summary>Lines of the longest file.</summary>
    public const int MaxLines = 500;

    [Fact]
    public void There_are_sources() => Assert.True(SourceTree.Sources.Count(file => file.StartsWith("src/", StringComparison.Ordinal)) > 50);

    [Fact]
    public void A_namespace_is_its_folder() => Assert.Empty(
        from file in SourceTree.Sources
        let space = Namespace().Match(SourceTree.Read(file))
        let expected = Path.GetDirectoryName(file)!.Replace('\\', '/').Split('/', 2)[1].Replace('/', '.')
        where space.Success && space.Groups["name"].Value != expected
        select $"{file} is in {space.Groups["name"].Value}");

    [Fact]
    public void A_file_declares_one_type_outside_of_others_and_is_named_for_it() => Assert.Empty(
        from file in SourceTree.Sources
        let types = Type().Matches(SourceTree.Read(file)).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal).ToArray()
        let name = Path.GetFileName(file).Split('.')[0]
        where types.Length > 0 && (types.Length > 1 || types[0] != name)
        select $"{file} declares {string.Join(", ", types)}");

    [Fact]
    public void No_file_is_longer_than_five_hundred_lines() => Assert.Empty(
        from file in SourceTree.Sources
        let lines = SourceTree.Read(file).Count(c => c == '\n')
        where lines > MaxLines
        select $"{file} has {lines} lines");

    [Fact]
    public void Nothing_is_unsafe() => Assert.Empty(
        from file in SourceTree.Sources
        where Unsafe().IsMatch(SourceTree.Read(file))
        select file);

    [Fact]
    public void Nothing_is_put_off() => Assert.Empty(
        from file in SourceTree.Sources
        where PutOff().IsMatch(SourceTree.Read(file))
        select file);

    [Fact]
    public void A_number_of_a_log_event_stands_once() => Assert.Empty(
        from file in SourceTree.Sources
        from Match match in LogEvent().Matches(SourceTree.Read(file))
        group file by match.Groups["number"].Value into events
        where events.Count() > 1
        select $"{events.Key}: {string.Join(", ", events)}");

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"LoggerMessage\(\s*(EventId = )?(?<number>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex LogEvent();

    // Types at the left margin: with file-scoped namespaces these are the ones that are not nested.
    [GeneratedRegex(
        @"^(public |internal |file |static |sealed |abstract |partial |readonly |ref |unsafe )*(class|struct|record struct|record class|record|interface|enum|delegate \S+) (?<name>\w+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Type();

    [GeneratedRegex(@"^\s*((public|internal|private|protected|static|sealed|readonly|ref) )*unsafe\b|\bunsafe\s*\{", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Unsafe();

    [GeneratedRegex(@"//.*\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex PutOff();
}
