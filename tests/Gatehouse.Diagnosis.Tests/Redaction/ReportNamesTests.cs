using System.Globalization;
using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Ladders;
using Gatehouse.Diagnosis.Redaction;
using Gatehouse.Diagnosis.Reports;
using Gatehouse.Diagnosis.Reports.Html;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Redaction;

public sealed class ReportNamesTests
{
    [Theory]
    [InlineData("ofcscan-https.ini")]
    [InlineData("agent-http.reg")]
    [InlineData("transport-case.zip")]
    public void Servers_that_settings_name_are_replaced(string sample)
    {
        DiagnosisOptions options = new() { Inputs = [new EvidenceInput(Checkout.PathTo("samples", sample))] };
        Report report = DiagnosisEngine.Run(options);

        string after = JsonReport.Render(ReportRedactor.Redact(report, new Pseudonyms(), options));

        Assert.Contains("policy.example", JsonReport.Render(report), StringComparison.Ordinal);
        Assert.DoesNotContain("policy.example", after, StringComparison.Ordinal);
        Assert.DoesNotContain("transport-case", after, StringComparison.Ordinal);
        Assert.Contains("server host-1 (line", after, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/home/jdoe/acme case/notes of jdoe.pcap is empty", "file-1.pcap is empty")]
    [InlineData("/home/jdoe/acme case/mail.txt was not read: it is a letter", "file-1.txt was not read: it is a letter")]
    [InlineData("acme-7/a.pcap holds the same as acme-7/b.pcap, and was not read again", " holds the same as folder-1/file-2.pcap, and was not read again")]
    [InlineData(@"C:\Users\jdoe\a.pcap is empty", "file-1.pcap is empty")]
    public void Files_that_became_no_source_have_no_name(string skipped, string expected)
    {
        string after = Assert.Single(Redact(Empty with { Skipped = [skipped] }).Skipped);

        Assert.EndsWith(expected, after, StringComparison.Ordinal);
        Assert.DoesNotContain("jdoe", after, StringComparison.Ordinal);
        Assert.DoesNotContain("acme", after, StringComparison.Ordinal);
    }

    [Fact]
    public void Inputs_are_replaced_wherever_they_are_named()
    {
        DiagnosisOptions options = new() { Inputs = [new EvidenceInput("/home/jdoe/acme")] };
        Report report = Empty with { Skipped = ["12 more files of /home/jdoe/acme were not read"] };

        string after = Assert.Single(ReportRedactor.Redact(report, new Pseudonyms(), options).Skipped);

        Assert.DoesNotContain("acme", after, StringComparison.Ordinal);
        Assert.DoesNotContain("jdoe", after, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("server")]
    [InlineData("client")]
    [InlineData("a")]
    [InlineData("policy")]
    public void Sources_called_like_plain_words_leave_prose_alone(string name)
    {
        const string Prose = "A client asks the policy server at a switch";
        Report report = Empty with
        {
            Sources = [Source(name, $"./{name}")],
            Findings = [Finding(Prose) with { Evidence = [new Evidence(name, [1], null, Prose)] }],
            Path = [name],
        };

        Report after = Redact(report);

        Assert.Equal(Prose, after.Findings[0].Title);
        Assert.Equal(Prose, after.Findings[0].Evidence[0].Note);
        Assert.Equal(after.Sources[0].Name, after.Findings[0].Evidence[0].Source);
        Assert.Equal([after.Sources[0].Name], after.Path);
        Assert.NotEqual(name, after.Sources[0].Name);
    }

    [Fact]
    public void Vantage_points_stay_even_when_a_server_is_called_alike()
    {
        DiagnosisOptions options = new() { Inputs = [new EvidenceInput("x.pcap", "gate-7")], Servers = [new ServerExpectation("gate-7", null, 0)] };

        Assert.Equal("at gate-7", ReportRedactor.Redact(Empty with { Skipped = ["at gate-7"] }, new Pseudonyms(), options).Skipped[0]);
    }

    [Fact]
    public void Distinguished_names_give_up_their_names_and_not_the_words_of_the_report()
    {
        const string Issuer = "CN=Acme Root, O=\"Acme, Inc\", OU=server, C=IN, ST=for, L=it";
        Finding finding = Finding("The server is in it for Acme Root and Acme, Inc") with
        {
            Explanation = $"Issued by {Issuer}",
            Facts = new Dictionary<string, object> { ["issuer"] = Issuer },
        };

        Finding after = Redact(Empty with { Findings = [finding] }).Findings[0];

        Assert.Equal("The server is in it for issuer-2 and issuer-3", after.Title);
        Assert.Equal("Issued by issuer-1", after.Explanation);
        Assert.Equal("issuer-1", after.Facts["issuer"]);
    }

    [Fact]
    public void Printed_packets_show_only_words_of_protocols()
    {
        DiagnosisOptions options = new() { Inputs = [new EvidenceInput("packets.txt")], DrawLadder = true };
        Report report = Empty with
        {
            Sources = [Source("packets", "packets.txt") with { Kind = "packet-text" }],
            Ladder = Ladder("packets", "GET /patients/jdoe?token=s3cret HTTP/1.1", "50000 → 4343 [SYN] Seq=0 Win=64240 Len=0 NAME=jdoe", "Client Hello (SNI=acme.intra)", "jdoe"),
        };

        Report after = ReportRedactor.Redact(report, new Pseudonyms(), options);

        Assert.Equal(["GET HTTP/1.1", "[SYN] Seq=0 Win=64240 Len=0", "Client Hello", "packet"], after.Ladder!.Steps.Select(step => step.Label));
        Assert.DoesNotContain("jdoe", HtmlReport.Render(after), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_only_drawn_packets_show_are_replaced()
    {
        Report after = Redact(Empty with { Ladder = Ladder("trace", "DNS question for acme.intra", "DNS answer NXDOMAIN for acme.intra") });

        Assert.Equal(["DNS question for host-1", "DNS answer NXDOMAIN for host-1"], after.Ladder!.Steps.Select(step => step.Label));
        Assert.Equal(["client", "server"], after.Ladder.Lanes.Select(lane => lane.Name));
    }

    [Fact]
    public void Tens_of_thousands_of_names_take_linear_time()
    {
        const int Many = 32_000;
        Finding Named(int count)
        {
            string[] names = [.. Enumerable.Range(0, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"host{number}.acme.example"))];
            return Finding("Names") with { Explanation = string.Join(", ", names), Facts = new Dictionary<string, object> { ["names"] = names } };
        }

        Finding after = Redact(Empty with { Findings = [Named(Many)] }).Findings[0];
        double growth = LinearTime.GrowthOf(Many, Named, finding => Redact(Empty with { Findings = [finding] }));

        Assert.True(LinearTime.IsLinear(growth), $"four times the names take {growth:0.0} times as long");
        Assert.DoesNotContain("acme", after.Explanation, StringComparison.Ordinal);
        Assert.EndsWith("host-32000", after.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_any_length_are_replaced_whole()
    {
        string name = new('x', 5_000);

        Finding after = Redact(Empty with { Findings = [Finding($"from {name} on") with { Facts = new Dictionary<string, object> { ["user"] = name } }] }).Findings[0];

        Assert.Equal("from user-1 on", after.Title);
        Assert.Equal("user-1", after.Facts["user"]);
    }

    private static Report Empty { get; } = new()
    {
        Verdict = new Verdict(FindingCodes.Healthy, Confidence.Certain, "Nothing", null, null),
        Findings = [],
        Sources = [],
        Conversations = new ConversationCounts(0, 0, 0),
    };

    private static Report Redact(Report report) => ReportRedactor.Redact(report, new Pseudonyms(), new DiagnosisOptions { Inputs = [] });

    private static SourceSummary Source(string name, string file) => new() { Name = name, File = file, Kind = "pcap" };

    private static Finding Finding(string title) => new()
    {
        Code = FindingCodes.HttpError,
        Severity = Severity.Fault,
        Confidence = Confidence.Certain,
        Title = title,
        Explanation = title,
    };

    private static Ladder Ladder(string source, params string[] labels) => new()
    {
        Conversation = null,
        Source = source,
        Lanes = [new LadderLane("client", null, null, null), new LadderLane("server", null, null, null)],
        Steps = [.. labels.Select(label => new LadderStep { Time = Timestamp.None, IsToServer = true, From = 0, To = 1, Label = label, Frames = [] })],
    };
}
