using Gatehouse.Posture.Catalogues;
using Gatehouse.Posture.Reports;
using OperatingSystem = Gatehouse.Posture.Reports.OperatingSystem;

namespace Gatehouse.Posture.Tests.Catalogues;

public sealed class PatchCatalogueTests
{
    [Theory]
    [InlineData("windows", "10 Pro", "10.0", "Windows 10*", true)]
    [InlineData("windows", "10 Pro", "10.0", "10 *", true)]
    [InlineData("windows", "11 Pro", "10.0", "Windows 10*", false)]
    [InlineData("debian", "Debian GNU/Linux 12 (bookworm)", "12.8", "debian 12*", true)]
    [InlineData("debian", "Debian GNU/Linux 12 (bookworm)", "12.8", "Debian GNU/Linux 12*", true)]
    [InlineData("debian", "Debian GNU/Linux 13 (trixie)", "13.1", "debian 12*", false)]
    [InlineData("debian", "Debian GNU/Linux 13 (trixie)", "13.1", "*", true)]
    public void A_patch_is_for_the_systems_its_patterns_name(string id, string name, string version, string pattern, bool isFor)
    {
        PatchCatalogue catalogue = new([new("KB1", PatchSeverity.Low, null, [pattern], [])]);

        Assert.Equal(isFor ? 1 : 0, catalogue.Missing(new OperatingSystem(id, name, version, string.Empty, string.Empty), []).Count);
    }

    [Theory]
    [InlineData("19045.4779", true)]
    [InlineData("19045.4780", false)]
    [InlineData("19045.5000", false)]
    [InlineData("19044.1", true)]
    [InlineData("22631.1", false)]
    [InlineData("", true)]
    public void A_build_tells_whether_a_cumulative_update_is_in_it(string build, bool isMissing)
    {
        PatchCatalogue catalogue = new([Cumulative("KB5041580", "19044.4780", "19045.4780")]);

        Assert.Equal(isMissing, catalogue.Missing(Windows(build), []).Count == 1);
        Assert.Empty(catalogue.Missing(Windows(build), ["kb5041580"]));
    }

    [Fact]
    public void A_later_cumulative_update_counts_as_what_it_supersedes()
    {
        PatchCatalogue catalogue = new([new("KB1", PatchSeverity.Critical, null, ["*"], ["KB2"]), Cumulative("KB2", "19045.100")]);

        Assert.Equal(["KB1", "KB2"], catalogue.Missing(Windows("19045.99"), []).Select(patch => patch.Name));
        Assert.Empty(catalogue.Missing(Windows("19045.100"), []));
    }

    [Fact]
    public void Of_one_name_the_entry_for_the_system_and_the_exact_version_counts()
    {
        PatchCatalogue catalogue = new(
        [
            new("openssl", PatchSeverity.Low, null, ["debian 12*"], []),
            new("openssl", PatchSeverity.Critical, null, ["debian 12*"], []) { Version = "3.0.17" },
            new("openssl", PatchSeverity.Moderate, null, ["debian 13*"], []),
        ]);

        Assert.Equal(PatchSeverity.Critical, catalogue.Find(Debian("12.8"), Update("3.0.17"))!.Severity);
        Assert.Equal(PatchSeverity.Low, catalogue.Find(Debian("12.8"), Update("3.0.18"))!.Severity);
        Assert.Equal(PatchSeverity.Moderate, catalogue.Find(Debian("13.0"), Update("3.5"))!.Severity);
        Assert.Null(catalogue.Find(Debian("11.0"), Update("1.1")));
    }

    private static CataloguePatch Cumulative(string name, params string[] builds) => new(name, PatchSeverity.Critical, null, ["Windows 10*"], []) { Builds = builds };

    private static OperatingSystem Windows(string build) => new("windows", "10 Pro", "10.0", build, string.Empty);

    private static OperatingSystem Debian(string version) => new("debian", "Debian", version, string.Empty, string.Empty);

    private static PendingUpdate Update(string version) => new("openssl", version, PatchSeverity.Important, Security: true);
}
