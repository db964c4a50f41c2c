using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Reports;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Reports;

public sealed class JsonReportTests
{
    private static readonly JsonElement Schema =
        JsonDocument.Parse(File.ReadAllText(Checkout.PathTo("docs/diagnosis.schema.json"))).RootElement;

    public static TheoryData<string> Names() => [.. SampleReports.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Validates_against_the_published_schema(string name)
    {
        Assert.Empty(new SchemaValidator(Schema).Validate(Parse(SampleReports.All[name])));
    }

    [Theory]
    [InlineData("verdict.confidence", "\"sure\"")]
    [InlineData("verdict.where", "{}")]
    [InlineData("verdict.finding", "-1")]
    [InlineData("verdict.code", "\"Not A Code\"")]
    [InlineData("schema", "\"gatehouse.diagnosis/2\"")]
    [InlineData("findings", "{}")]
    [InlineData("conversations", "{}")]
    [InlineData("unheardOf", "1")]
    public void The_schema_refuses_what_is_not_a_report(string path, string value)
    {
        JsonNode document = JsonNode.Parse(JsonReport.Render(SampleReports.VersionMismatch))!;
        string[] steps = path.Split('.');
        JsonNode parent = steps.Length == 1 ? document : document[steps[0]]!;
        parent[steps[^1]] = JsonNode.Parse(value);

        Assert.NotEmpty(new SchemaValidator(Schema).Validate(JsonSerializer.SerializeToElement(document)));
    }

    [Fact]
    public void Names_and_values_are_those_of_the_contract()
    {
        JsonElement root = Parse(SampleReports.FragmentsLost);

        Assert.Equal("gatehouse.diagnosis/1", root.GetProperty("schema").GetString());
        Assert.Equal("""{"code":"ip-fragments-lost","confidence":"certain","summary":"The second IP fragment of every security-check report is dropped between r1-out and server.","finding":0,"where":{"after":"r1-out","before":"server","direction":"to-server"}}""", Compact(root.GetProperty("verdict")));
        JsonElement finding = root.GetProperty("findings")[0];
        Assert.Equal("fault", finding.GetProperty("severity").GetString());
        Assert.Equal("""{"protocol":"udp","client":"10.0.3.50:51000","server":"10.0.2.105:9029"}""", Compact(finding.GetProperty("conversation")));
        Assert.Equal("""{"datagrams":4,"payloadBytes":2656,"fragmentsSent":8,"fragmentsArrived":4,"lost":"all-but-first","shareArrived":0.5,"dontFragment":false}""", Compact(finding.GetProperty("facts")));
        Assert.Equal("ip.src == 10.0.3.50 && (ip.flags.mf == 1 || ip.frag_offset > 0)", finding.GetProperty("evidence")[0].GetProperty("filter").GetString());
        JsonElement source = root.GetProperty("sources")[0];
        Assert.Equal("2017-07-12T03:14:20Z", source.GetProperty("from").GetString());
        Assert.Equal("2017-07-12T03:15:03.123456789Z", source.GetProperty("to").GetString());
        Assert.Equal("""{"total":3,"healthy":2,"faulty":1,"unjudged":0}""", Compact(root.GetProperty("conversations")));
    }

    [Fact]
    public void What_is_not_known_is_null_and_not_left_out()
    {
        JsonElement root = Parse(SampleReports.Healthy);

        Assert.Equal(JsonValueKind.Null, root.GetProperty("verdict").GetProperty("where").ValueKind);
        Assert.Equal(JsonValueKind.Null, root.GetProperty("verdict").GetProperty("finding").ValueKind);
        Assert.Equal(JsonValueKind.Null, root.GetProperty("sources")[0].GetProperty("from").ValueKind);
    }

    [Fact]
    public void An_end_that_is_the_cause_is_named_by_at_alone()
    {
        Report report = SampleReports.Healthy with
        {
            Verdict = new Verdict(FindingCodes.ServerSilent, Confidence.Certain, "Silent.", null, new Location(null, null, null, "server")),
        };

        Assert.Equal("""{"at":"server"}""", Compact(Parse(report).GetProperty("verdict").GetProperty("where")));
        Assert.Empty(new SchemaValidator(Schema).Validate(Parse(report)));
    }

    [Fact]
    public void Hostile_text_comes_back_unchanged_and_prints_harmlessly()
    {
        const string Hostile = "\u001b[2J\u202Egpj\u0085\u200f \U000E0041 \ud800 \"\\\r\n</script> 安全认证失败";
        Report report = SampleReports.Healthy with { Path = [Hostile] };

        string json = JsonReport.Render(report);

        Assert.DoesNotContain(json, c => (char.IsControl(c) && c != '\n') || c is '\u202E' or '\u200f' or '\uDB40');
        Assert.Equal(Hostile.Replace('\ud800', '\ufffd'), Parse(report).GetProperty("path")[0].GetString());
        Assert.Contains("安全认证失败", json, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_report_gives_the_same_text()
    {
        Assert.Equal(JsonReport.Render(SampleReports.FragmentsLost), JsonReport.Render(SampleReports.FragmentsLost));
        Assert.EndsWith("}\n", JsonReport.Render(SampleReports.FragmentsLost), StringComparison.Ordinal);
    }

    [Fact]
    public void Thousands_of_findings_are_written_piece_by_piece_and_are_the_same_octets()
    {
        const int Many = 3_000;
        const int LongestPiece = 64 * 1024;
        Finding finding = SampleReports.FragmentsLost.Findings[0];
        Report report = SampleReports.FragmentsLost with
        {
            Findings = [.. Enumerable.Range(0, Many).Select(number => finding with { Title = $"安全认证失败 \u202E \U000E0041 {new string('é', number)}", Count = number + 1 })],
        };
        using PieceWriter written = new();

        JsonReport.Write(report, written);

        using MemoryStream whole = new();
        using (Utf8JsonWriter writer = new(whole, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            JsonSerializer.Serialize(writer, ReportDocument.From(report), ReportJsonContext.Default.ReportDocument);
        }

        Assert.Equal(JsonText.EscapeInvisible(Encoding.UTF8.GetString(whole.ToArray())) + "\n", written.ToString());
        Assert.Equal(written.ToString(), JsonReport.Render(report));
        Assert.InRange(written.LongestPiece, 1, LongestPiece);
    }

    [Fact]
    public void Facts_of_a_type_nobody_foresaw_become_words()
    {
        Report report = SampleReports.VersionMismatch with
        {
            Findings =
            [
                SampleReports.VersionMismatch.Findings[0] with
                {
                    Facts = new Dictionary<string, object>(StringComparer.Ordinal) { ["a"] = double.NaN, ["b"] = new Timestamp(0), ["c"] = (ushort)7, ["d"] = new[] { "x" } },
                },
            ],
        };

        Assert.Equal("""{"a":"NaN","b":"1970-01-01T00:00:00Z","c":7,"d":["x"]}""", Compact(Parse(report).GetProperty("findings")[0].GetProperty("facts")));
    }

    private static JsonElement Parse(Report report) => JsonDocument.Parse(JsonReport.Render(report)).RootElement;

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element);
}
