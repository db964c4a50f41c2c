using Gatehouse.Diagnosis.Reports.Html;

namespace Gatehouse.Diagnosis.Tests.Reports.Html;

/// <summary>Reports in a real browser.</summary>
public sealed class BrowserTests
{
    [Theory]
    [InlineData("story-b")]
    [InlineData("hostile")]
    public void Renders_without_asking_the_network_and_without_complaint(string name)
    {
        Visit visit = Open(HtmlReport.Render(HtmlReportTests.Report(name)));

        Assert.Contains("</svg>", visit.Document, StringComparison.Ordinal);
        Assert.Contains("What to do", visit.Document, StringComparison.Ordinal);
        Assert.Empty(visit.Console);
        Assert.Empty(visit.Requests);
    }

    [Fact]
    public void A_page_that_does_ask_is_noticed() =>
        Assert.Equal(["http://127.0.0.1:9/a.png"], Open("<!DOCTYPE html><html><body><img src=\"http://127.0.0.1:9/a.png\"/></body></html>").Requests);

    [Fact]
    public void What_a_policy_refuses_is_noticed() => Assert.NotEmpty(Open(
        "<!DOCTYPE html><html><head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\"/></head><body><style>p{}</style></body></html>").Console);

    private static Visit Open(string page)
    {
        Visit? visit = Browser.Open(page);
        if (visit is null)
        {
            Assert.Skip("no Chromium or Chrome is installed, or it does not start here");
        }

        return visit;
    }
}
