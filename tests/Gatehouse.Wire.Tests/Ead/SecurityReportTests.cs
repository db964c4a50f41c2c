using Gatehouse.Wire.Ead;

namespace Gatehouse.Wire.Tests.Ead;

public sealed class SecurityReportTests
{
    [Fact]
    public void Splits_the_check_results()
    {
        SecurityReport report = Report("Windows|10 Enterprise|0x0409|KB9000001;KB9000038;KB9000038;", "Virus-Engine-Version|6100.2201",
            "Virus-Def-Version|2026-03-02", "AV-Software|ExampleAV", "Brand-New|a|b");

        Assert.Equal("10 Enterprise", report.Windows!.Edition);
        Assert.Equal("0x0409", report.Windows.Locale);
        Assert.Equal(["KB9000001", "KB9000038", "KB9000038"], report.Windows.Patches);
        Assert.Equal(2, report.Windows.DistinctCount);
        Assert.Equal(["KB9000038"], report.Windows.Duplicates);
        Assert.Equal("6100.2201", report.EngineVersion);
        Assert.Equal("2026-03-02", report.DefinitionsVersion);
        Assert.Equal("ExampleAV", report.AntiVirus);
        Assert.Equal("Brand-New", report.CheckResults[4].Category);
        Assert.Equal(["a", "b"], report.CheckResults[4].Fields);
    }

    [Fact]
    public void Takes_a_bracket_for_a_misread_bar() =>
        Assert.Equal("7 Enterprise", Report("Windows]7 Enterprise|0x0804|KB9000001").Windows!.Edition);

    [Fact]
    public void Bears_results_that_are_cut_short()
    {
        Assert.Empty(Report("Windows|10").Windows!.Patches);
        Assert.Equal(string.Empty, Report("Windows").Windows!.Edition);
        Assert.Null(Report("Virus-Engine-Version").EngineVersion);
        Assert.Null(Report(string.Empty).Windows);
    }

    [Fact]
    public void Keeps_names_nobody_has_seen()
    {
        var report = new SecurityReport(new EadDocument(
            [new("userName", "jdoe"), new("supNetScan", "true"), new("blackSoftsRun", "a;b"), new("brandNew", "x")]));

        Assert.Equal("jdoe", report.UserName);
        Assert.True(report.SupportsNetworkScan);
        Assert.Equal(["a", "b"], report.ForbiddenRunning);
        Assert.Equal([new EadItem("brandNew", "x")], report.Unknown);
    }

    private static SecurityReport Report(params string[] results) =>
        new(new EadDocument(results.Select(result => new EadItem("checkResult", result))));
}
