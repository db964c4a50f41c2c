using System.Xml.Linq;
using Gatehouse.Tests.Common;

namespace Gatehouse.Architecture.Tests;

/// <summary>The arrows between projects (ARCHITECTURE.md) never turn back.</summary>
public sealed class LayerTests
{
    // What a project may refer to, directly. A project that is not listed must be added here and to ARCHITECTURE.md.
    private static readonly Dictionary<string, string[]> Arrows = new(StringComparer.Ordinal)
    {
        ["Gatehouse.Wire"] = [],
        ["Gatehouse.Capture"] = ["Gatehouse.Wire"],
        ["Gatehouse.Diagnosis"] = ["Gatehouse.Capture"],
        ["Gatehouse.Protocol"] = ["Gatehouse.Wire"],
        ["Gatehouse.Posture"] = [],
        ["Gatehouse.Contracts"] = ["Gatehouse.Wire", "Gatehouse.Posture"],
        ["Gatehouse.Agent"] = ["Gatehouse.Contracts", "Gatehouse.Diagnosis", "Gatehouse.Protocol"],
        ["Gatehouse.Server"] = ["Gatehouse.Contracts", "Gatehouse.Diagnosis", "Gatehouse.Protocol"],
        ["Gatehouse.Cli"] = ["Gatehouse.Agent", "Gatehouse.Diagnosis", "Gatehouse.Server"],
    };

    public static TheoryData<string> Projects() =>
        [.. Directory.EnumerateFiles(Checkout.PathTo("src"), "*.csproj", SearchOption.AllDirectories).Select(file => Path.GetFileNameWithoutExtension(file)!)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_only_to_layers_below_it(string project)
    {
        Assert.True(Arrows.ContainsKey(project), $"{project} has no place among the layers");
        Assert.Empty(References(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path)!).Except(Arrows[project]));
    }

    [Theory]
    [InlineData("Gatehouse.Wire")]
    [InlineData("Gatehouse.Capture")]
    [InlineData("Gatehouse.Diagnosis")]
    [InlineData("Gatehouse.Protocol")]
    [InlineData("Gatehouse.Contracts")]
    public void A_library_needs_no_package(string project) => Assert.Empty(References(project, "PackageReference"));

    [Fact]
    public void Every_layer_exists() => Assert.Equal(Arrows.Keys.Order(StringComparer.Ordinal), Projects().Select(row => row.Data).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_project_of_src_has_a_project_of_tests()
    {
        foreach (string project in Arrows.Keys)
        {
            Assert.True(File.Exists(Checkout.PathTo($"tests/{project}.Tests/{project}.Tests.csproj")), $"{project}.Tests is missing");
        }
    }

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument.Load(Checkout.PathTo($"src/{project}/{project}.csproj")).Descendants(kind)
            .Select(reference => reference.Attribute("Include")!.Value.Replace('\\', '/'));
}
