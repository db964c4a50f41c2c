using System.Text;
using System.Text.Json;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Reports;
using Gatehouse.Diagnosis.Tests.Settings;
using Gatehouse.Diagnosis.Tests.Sources;
using Gatehouse.Tests.Common;
using Gatehouse.Tests.Common.Captures;

namespace Gatehouse.Diagnosis.Tests.Judgement.Settings;

/// <summary>What the transport settings of servers and agents come to, alone and with captures.</summary>
public sealed class SettingsRulesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("0", "1", 1)]
    [InlineData("1", "0", 0)]
    public void Settings_that_agree_raise_nothing_and_say_what_they_imply(string adapter, string ase, int agent)
    {
        Report report = Run(Ini(adapter, ase), Registry(agent));

        Assert.Equal(FindingCodes.Inconclusive, report.Verdict.Code);
        Assert.Equal([FindingCodes.Inconclusive], report.Findings.Select(finding => finding.Code));
        Assert.StartsWith($"Server and agents agree on {(agent == 1 ? "HTTPS, port 4343" : "HTTP, port 8080")}.", report.Verdict.Summary, StringComparison.Ordinal);
        Assert.NotEmpty(report.Findings[0].NextSteps);
        Assert.Equal(["server-settings", "agent-settings"], report.Sources.Select(source => source.Kind));
    }

    [Theory]
    [InlineData("0", "1", "tls12-healthy.pcap")]
    [InlineData("1", "0", "http-403.pcap")]
    [InlineData("1", "0", "tls12-healthy.pcap")]
    public void Settings_that_agree_raise_nothing_beside_traffic_that_works(string adapter, string ase, string sample)
    {
        Report report = Run(Ini(adapter, ase), Sample(sample));

        Assert.DoesNotContain(report.Findings, finding => finding.Code == FindingCodes.TransportMismatch);
    }

    [Theory]
    [InlineData("1", "1", "line 7: [Global Setting] UseSocketHTTPAdapter=1 -> UseSocketHTTPAdapter=0")]
    [InlineData("0", "0", "line 8: [Global Setting] ASE=0 -> ASE=1")]
    [InlineData("1", null, "line 7: [Global Setting] UseSocketHTTPAdapter=1 -> UseSocketHTTPAdapter=0|[Global Setting] ASE is missing -> ASE=1")]
    [InlineData("yes", "1", "line 7: [Global Setting] UseSocketHTTPAdapter=yes -> UseSocketHTTPAdapter=0")]
    public void Switches_that_contradict_each_other_are_a_fault_that_names_the_lines(string adapter, string? ase, string changes)
    {
        Report report = Run(Ini(adapter, ase));

        Assert.Equal((FindingCodes.TransportMismatch, Confidence.Certain), (report.Verdict.Code, report.Verdict.Confidence));
        Finding finding = Assert.Single(report.Findings);
        string[] named = (string[])finding.Facts["changes"];
        Assert.Equal(changes.Split('|').Length, named.Length);
        Assert.All(changes.Split('|').Zip(named), pair => Assert.Contains(pair.First, pair.Second, StringComparison.Ordinal));
        Assert.Contains(finding.Remedies, remedy => remedy.Contains("OfficeScan Master Service", StringComparison.Ordinal));
    }

    [Fact]
    public void A_server_that_was_never_changed_has_neither_switch_and_is_fine() =>
        Assert.Equal([FindingCodes.Inconclusive], Run(Ini(null, null)).Findings.Select(finding => finding.Code));

    [Fact]
    public void One_line_missing_beside_one_that_says_HTTPS_is_only_a_warning()
    {
        Finding finding = Assert.Single(Run(Ini(null, "1")).Findings, finding => finding.Code == FindingCodes.TransportMismatch);

        Assert.Equal((Severity.Warning, Confidence.Possible), (finding.Severity, finding.Confidence));
    }

    [Fact]
    public void An_agent_that_says_otherwise_than_the_server_is_likely_the_cause_alone_and_certainly_with_a_capture()
    {
        Report alone = Run(Ini("0", "1"), Registry(0));
        Report captured = Run(Ini("0", "1"), Registry(0), Sample("http-on-tls-port.pcap"));

        Assert.Equal((FindingCodes.TransportMismatch, Confidence.Likely), (alone.Verdict.Code, alone.Verdict.Confidence));
        Assert.Contains("ASE=dword:00000000 -> ASE=dword:00000001", Assert.Single((string[])alone.Findings[0].Facts["changes"]), StringComparison.Ordinal);
        Assert.Equal((FindingCodes.TransportMismatch, Confidence.Certain), (captured.Verdict.Code, captured.Verdict.Confidence));
        Assert.Contains(FindingCodes.HttpOnTlsPort, captured.Findings[0].Explains);
        Assert.Contains(captured.Findings[0].Evidence, evidence => evidence.Source == "http-on-tls-port");
    }

    [Fact]
    public void Agents_that_disagree_fold_into_one_finding()
    {
        Finding finding = Run(Ini("0", "1"), Registry(0), Registry(0), Registry(1)).Findings[0];

        Assert.Equal((FindingCodes.TransportMismatch, 2), (finding.Code, finding.Count));
    }

    [Fact]
    public void Without_the_servers_file_agents_are_held_against_each_other()
    {
        Assert.Equal(FindingCodes.TransportMismatch, Run(Registry(0), Registry(1)).Verdict.Code);
        Assert.Equal(FindingCodes.Inconclusive, Run(Registry(0), Registry(0)).Verdict.Code);
    }

    [Fact]
    public void An_agent_of_another_server_proves_little()
    {
        Finding finding = Run(Ini("0", "1"), File("agent.reg", SettingsTexts.Registry(0, server: "other.example"))).Findings[0];

        Assert.Equal((FindingCodes.TransportMismatch, Confidence.Possible), (finding.Code, finding.Confidence));
    }

    [Theory]
    [InlineData("14.0.9601", "Apex One")]
    [InlineData("12.0.4345", "4345")]
    public void HTTP_on_a_product_that_cannot_is_a_fault(string version, string word)
    {
        Report report = Run(File("ofcscan.ini", SettingsTexts.Ini("1", "0", version)), Registry(0));

        Assert.Equal(FindingCodes.TransportMismatch, report.Verdict.Code);
        Assert.Contains(word, Assert.Single(report.Findings).Title, StringComparison.Ordinal);
    }

    [Fact]
    public void HTTPS_on_any_product_is_fine() =>
        Assert.Equal(FindingCodes.Inconclusive, Run(File("ofcscan.ini", SettingsTexts.Ini("0", "1", "14.0.9601")), Registry(1)).Verdict.Code);

    [Fact]
    public void An_agent_that_calls_another_port_is_a_fault_of_that_transport_only()
    {
        string other = SettingsTexts.Registry(1, port: "000001bb");

        Assert.Contains("port 443 ", Run(Ini("0", "1"), File("agent.reg", other)).Findings[0].Title, StringComparison.Ordinal);
        Assert.Equal(FindingCodes.Inconclusive, Run(Ini("1", "0"), File("b.reg", other.Replace("00000001", "00000000", StringComparison.Ordinal))).Verdict.Code);
    }

    [Fact]
    public void An_endpoint_that_uses_the_other_transport_in_vain_has_not_taken_the_settings_up()
    {
        Report report = Run(Ini("0", "1"), Registry(1), Sample("http-on-tls-port.pcap"));

        Assert.Equal((FindingCodes.TransportMismatch, Confidence.Certain), (report.Verdict.Code, report.Verdict.Confidence));
        Assert.Contains("in vain", report.Verdict.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_host_on_the_same_port_says_nothing_about_the_server()
    {
        byte[] capture = CaptureBuilder.PcapOf(101,
        [
            PacketBuilder.Tcp("10.0.0.1", 50000, "10.0.0.9", 8080, 0x02, sequence: 1),
            PacketBuilder.Tcp("10.0.0.9", 8080, "10.0.0.1", 50000, 0x14, acknowledgment: 2),
            PacketBuilder.Tcp("10.0.0.1", 50001, "10.0.0.2", 443, 0x02, sequence: 1),
            PacketBuilder.Tcp("10.0.0.2", 443, "10.0.0.1", 50001, 0x14, acknowledgment: 2),
        ]);
        string path = _folder.Write("refused.pcap", capture);

        Report named = Run(File("ofcscan.ini", SettingsTexts.Ini("0", "1").Replace("policy.example", "10.0.0.2", StringComparison.Ordinal)), path);
        Report unnamed = Run(Ini("0", "1"), path);

        Assert.DoesNotContain(named.Findings, finding => finding.Code == FindingCodes.TransportMismatch);
        Assert.Contains(unnamed.Findings, finding => finding is { Code: FindingCodes.TransportMismatch, Confidence: Confidence.Likely });
    }

    [Fact]
    public void A_port_that_is_closed_for_the_right_transport_is_no_question_of_settings() =>
        Assert.Equal(FindingCodes.TcpRefused, Run(Ini("0", "1"), Registry(1), Sample("tcp-refused.pcap")).Verdict.Code);

    [Fact]
    public void What_a_working_server_speaks_decides_which_of_its_switches_to_change()
    {
        Finding finding = Assert.Single(
            Run(Ini("1", "1"), Registry(0), Sample("tls12-healthy.pcap")).Findings, finding => finding.Code == FindingCodes.TransportMismatch);

        Assert.Equal("HTTPS", finding.Facts["wanted"]);
        Assert.Equal(["TLS 1.2"], (IReadOnlyList<string>)finding.Facts["tlsVersionsSeen"]);
    }

    [Theory]
    [InlineData("ofcscan-half.ini", "ofcscan-half lines 11, 12: the settings")]
    [InlineData("ofcscan-https.ini", "(server-settings, 9 lines)")]
    [InlineData("transport-case.zip", "agent line 7: the agent says HTTP")]
    public void Reports_on_settings_keep_to_the_schema_and_speak_of_lines(string sample, string words)
    {
        JsonElement schema = JsonDocument.Parse(System.IO.File.ReadAllText(Checkout.PathTo("docs/diagnosis.schema.json"))).RootElement;
        Report report = Run(Sample(sample));

        Assert.Empty(new SchemaValidator(schema).Validate(JsonDocument.Parse(JsonReport.Render(report)).RootElement));
        string text = string.Join('\n', TextReport.Render(report, 200, TextDetail.Full));
        Assert.Contains(words, text, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string Sample(string name) => Checkout.PathTo("samples", name);

    private string Ini(string? adapter, string? ase) => File("ofcscan.ini", SettingsTexts.Ini(adapter, ase));

    private string Registry(int ase) => File("agent.reg", SettingsTexts.Registry(ase));

    /// <summary>Writes a file of its own, whatever else has the name.</summary>
    private string File(string name, string content) =>
        _folder.Write($"{Directory.GetFileSystemEntries(_folder.Root).Length}/{name}", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(content)]);

    private static Report Run(params string[] paths) => DiagnosisEngine.Run(
        new DiagnosisOptions { Inputs = [.. paths.Select(path => new EvidenceInput(path))] }, cancellation: TestContext.Current.CancellationToken);
}
