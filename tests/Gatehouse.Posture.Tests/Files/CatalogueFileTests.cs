using Gatehouse.Posture.Catalogues;
using Gatehouse.Posture.Files;
using Gatehouse.Tests.Common;

namespace Gatehouse.Posture.Tests.Files;

public sealed class CatalogueFileTests
{
    [Fact]
    public void The_sample_is_a_catalogue()
    {
        PatchCatalogue? catalogue = CatalogueFile.Read(File.ReadAllText(Checkout.PathTo("samples/policies/patches.yaml")), 7, out IReadOnlyList<PolicyFileError> errors);

        Assert.Empty(errors);
        Assert.Equal(("example-2026-11", 7, 4), (catalogue!.Name, catalogue.Version, catalogue.Count));
    }

    [Fact]
    public void Json_is_a_catalogue_too()
    {
        const string Text = """
            {
            	"name": "j",
            	"patches": [ { "id": "KB1", "severity": "critical", "released": "2026-03-01", "systems": ["Windows 10*"], "builds": ["19045.1"] } ]
            }
            """;

        Assert.Equal(1, CatalogueFile.Read(Text, 0, out _)!.Count);
    }

    [Theory]
    [InlineData("name: p\n", "line 1, column 1: patches are missing: list at least one, such as \"patches: [{ id: KB5041580, severity: critical }]\"")]
    [InlineData("patches: [{ id: KB1, severity: low }]\n", "line 1, column 1: name is missing: add \"name: …\"")]
    [InlineData("name: p\npatches:\n  - severity: low\n", "line 3, column 5: id is missing: add \"id: …\"")]
    [InlineData("name: p\npatches:\n  - id: KB1\n", "line 3, column 5: severity is missing: add \"severity: critical\", or important, moderate, low")]
    [InlineData(
        "name: p\npatches:\n  - id: KB1\n    severity: criticl\n",
        "line 4, column 15: severity is \"criticl\" and must be one of critical, important, moderate, low: did you mean critical?")]
    [InlineData("name: p\npatches:\n  - { id: KB1, severity: low, released: 13.8.2024 }\n", "line 3, column 41: released is \"13.8.2024\" and must be a day such as 2026-10-13")]
    [InlineData("name: p\npatches:\n  - { id: KB1, severity: low, builds: [19045] }\n", "must be a build with its revision in quotes, such as \"19045.4780\"")]
    [InlineData("name: p\npatches:\n  - { id: KB1, severity: low, supersededBy: [kb1] }\n", "KB1 is superseded by itself: name the patch that contains it, or take supersededBy out")]
    [InlineData("name: p\npatches:\n  - { id: KB1, severity: low }\n  - { id: kb1, severity: low }\n", "line 4, column 5: kb1 stands here a second time for the same systems: join the two")]
    [InlineData("name: p\npatches:\n  - { id: KB1, severity: low, supersedes: [KB0] }\n", "line 3, column 31: supersedes is not known here: did you mean supersededBy?")]
    [InlineData("name: p\npatches: [KB1]\n", "line 2, column 11: a patch is a single value and must be keys with values")]
    [InlineData("", "the file is empty: write at least a name, and patches")]
    [InlineData("- KB1\n", "the file is a list and must be keys with values")]
    public void What_is_wrong_is_told_with_its_place_and_what_to_do(string text, string problem)
    {
        Assert.Null(CatalogueFile.Read(text, 0, out IReadOnlyList<PolicyFileError> errors));
        Assert.Contains(problem, Assert.Single(errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void All_errors_are_told_in_the_order_of_lines()
    {
        CatalogueFile.Read("name: p\npatches:\n  - { id: A, severity: bad }\n  - { id: B }\n", 0, out IReadOnlyList<PolicyFileError> errors);

        Assert.Equal([3, 4], errors.Select(error => error.Line));
    }

    [Fact]
    public void A_file_as_long_as_it_may_be_is_read_and_a_longer_one_is_refused()
    {
        string patches = string.Concat(Enumerable.Range(0, CatalogueFileLimits.MaxPatches).Select(i => $"- {{ id: KB{i}, severity: low }}\n"));

        Assert.Equal(CatalogueFileLimits.MaxPatches, CatalogueFile.Read($"name: p\npatches:\n{patches}", 0, out _)!.Count);
        Assert.Null(CatalogueFile.Read($"name: p\npatches:\n{patches}- {{ id: X, severity: low }}\n", 0, out IReadOnlyList<PolicyFileError> many));
        Assert.Contains("may have 10000: take out what is not needed", many[0].Problem, StringComparison.Ordinal);
        Assert.Null(CatalogueFile.Read($"name: p\n#{new string(' ', CatalogueFileLimits.MaxLength)}", 0, out IReadOnlyList<PolicyFileError> length));
        Assert.Contains($"may have {CatalogueFileLimits.MaxLength}", length[0].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_files_give_errors_and_never_an_exception()
    {
        string sample = File.ReadAllText(Checkout.PathTo("samples/policies/patches.yaml"));
        Random random = new(20_261_122);
        for (int round = 0; round < 300; round++)
        {
            char[] damaged = sample.ToCharArray();
            for (int i = 0; i < 5; i++)
            {
                damaged[random.Next(damaged.Length)] = (char)random.Next(1, 256);
            }

            PatchCatalogue? read = CatalogueFile.Read(new string(damaged), 0, out IReadOnlyList<PolicyFileError> errors);
            Assert.Equal(read is null, errors.Count > 0);
        }
    }
}
