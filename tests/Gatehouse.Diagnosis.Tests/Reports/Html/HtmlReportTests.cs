using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Reports.Html;
using Gatehouse.Diagnosis.Tests.Ladders;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Reports.Html;

public sealed partial class HtmlReportTests
{
    private const string Update = "GATEHOUSE_UPDATE_GOLDEN";
    private const int LargestHostile = 1_000_000;

    public static TheoryData<string> Reports() => [.. SampleReports.All.Keys, "story-b", "hostile"];

    public static TheoryData<string> Hostile() =>
    [
        "<img src=x onerror=alert(1)>",
        "\"><script>alert(1)</script>",
        "' onmouseover='alert(1)",
        "]]></style></title><svg onload=alert(1)>",
        "--><!--",
        "&lt;b&gt; &#x3c;b&#x3e;",
        "\u202Egpj.exe\u202C\u2066\u200F",
        "\0\u0001\uFFFE\uD800 \u001b[2J",
        "javascript:alert(1) http://192.0.2.1/ data:text/html,x",
        "安全认证失败 \U0001F600",
    ];

    [Theory]
    [MemberData(nameof(Reports))]
    public void Is_well_formed(string name) => Assert.Equal("html", Parse(HtmlReport.Render(Report(name))).Name.LocalName);

    [Theory]
    [MemberData(nameof(Reports))]
    public void Holds_no_script_and_refers_to_nothing_outside(string name)
    {
        XElement html = Parse(HtmlReport.Render(Report(name)));

        Assert.DoesNotContain(html.DescendantsAndSelf(), element => element.Name.LocalName is "script" or "link" or "iframe" or "img" or "object" or "base" or "a");
        Assert.DoesNotContain(html.Descendants().Attributes(), attribute =>
            attribute.Name.LocalName is "src" or "href" or "style" || attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotMatch(Outside(), html.Descendants("style").Single().Value);
    }

    [Fact]
    public void Its_policy_forbids_everything_but_its_own_style_sheet()
    {
        XElement html = Parse(HtmlReport.Render(SampleReports.Healthy));

        string policy = html.Descendants("meta").Single(meta => meta.Attribute("http-equiv")?.Value == "Content-Security-Policy").Attribute("content")!.Value;
        string digest = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(html.Descendants("style").Single().Value)));
        Assert.Equal($"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'", policy);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Shows_what_strangers_wrote_and_does_nothing_with_it(string text)
    {
        string page = HtmlReport.Render(HostileReport.Of(text));

        XElement html = Parse(page);
        XElement harmless = Parse(HtmlReport.Render(HostileReport.Of("harmless")));
        Assert.Equal(Shape(harmless), Shape(html));
        Assert.DoesNotContain(page, c => c is '\u202E' or '\u2066' or '\u200F' || (char.IsControl(c) && c != '\n'));
        Assert.Contains(Gatehouse.Diagnosis.Reports.SafeText.Escape(text), html.Descendants("li").Select(item => item.Value).Aggregate(string.Concat), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_of_ten_megabytes_is_cut() =>
        Assert.InRange(HtmlReport.Render(HostileReport.Of(new string('<', 10_000_000))).Length, 1, LargestHostile);

    [Fact]
    public void Says_everything_in_order()
    {
        string page = HtmlReport.Render(Drawn.StoryB());

        string[] titles = ["Fault", "Where it breaks", "The packets", "What happened", "Facts", "Proof", "What to do", "What else was noticed", "Evidence"];
        int[] places = [.. titles.Select(title => page.IndexOf($">{title}</", StringComparison.Ordinal))];
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.Contains("4 of 9 lost", page, StringComparison.Ordinal);
        Assert.Contains("UDP fragment 2, IPID 0x9918, 1,184 B", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Causes_that_look_alike_and_the_next_capture_are_shown()
    {
        string page = HtmlReport.Render(SampleReports.Unanswered);

        Assert.Contains("What could cause it", page, StringComparison.Ordinal);
        Assert.Contains("<code class=\"block\">tcpdump -ni any -w server.pcap &#39;host 2001:db8::50&#39;</code>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("What else was noticed", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_the_same_every_time() => Assert.Equal(HtmlReport.Render(Drawn.StoryB()), HtmlReport.Render(Drawn.StoryB()));

    /// <summary>Run with GATEHOUSE_UPDATE_GOLDEN=1 to write the files anew, and read the difference.</summary>
    [Theory]
    [InlineData("story-b")]
    [InlineData("version-mismatch")]
    public void Reads_as_the_golden_file(string name)
    {
        string page = HtmlReport.Render(Report(name));
        string file = Checkout.PathTo("tests/Gatehouse.Diagnosis.Tests/Reports/Golden", $"{name}.html");
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(file, page);
        }

        Assert.Equal(File.ReadAllText(file), page);
    }

    internal static Report Report(string name) => name switch
    {
        "story-b" => Drawn.StoryB(),
        "hostile" => HostileReport.Of("<b title=\"x\">&amp;</b>"),
        _ => SampleReports.All[name],
    };

    private static XElement Parse(string page)
    {
        using StringReader text = new(page);
        using XmlReader reader = XmlReader.Create(text, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
        return XDocument.Load(reader).Root!;
    }

    /// <summary>Names of elements and attributes, without what they say; code is left out, for it is cut off from text by its length.</summary>
    private static string Shape(XElement html) => string.Join('\n', html.DescendantsAndSelf().Where(element => element.Name.LocalName != "code")
        .Select(element => $"{element.Name} {string.Join(' ', element.Attributes().Select(attribute => attribute.Name))}"));

    [GeneratedRegex(@"url\(|@import|expression\(|https?:", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Outside();
}
