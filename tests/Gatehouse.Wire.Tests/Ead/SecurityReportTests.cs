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
        Assert.Equal(["KB9000001", "KB9000038", "KB9000038"], report.Windows.Patches);
        Assert.Equal(2, report.Windows.DistinctCount);
        Assert.Equal(["KB9000038"], report.Windows.Duplicates);
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
        Assert.Null(Report(string.Empty).Windows);
    }

    [Fact]
    public void Says_whose_report_it_is()
    {
        SecurityReport report = new(new EadDocument([new("userName", "jdoe"), new("hwAddr", "02:00:5e:10:20:30")]));

        Assert.Equal("jdoe", report.UserName);
        Assert.Equal("02:00:5e:10:20:30", report.HardwareAddress);
        Assert.Empty(report.CheckResults);
        Assert.Null(report.Windows);
    }

    private static SecurityReport Report(params string[] results) =>
        new(new EadDocument(results.Select(result => new EadItem("checkResult", result))));
}
