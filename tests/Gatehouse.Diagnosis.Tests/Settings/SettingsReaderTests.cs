using Gatehouse.Diagnosis.Settings;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Settings;

public sealed class SettingsReaderTests
{
    private const string Alphabet = "[]=\";\\\r\n,:()-ASE01hexdword\0\uFFFDé";

    [Fact]
    public void Tells_settings_by_their_content()
    {
        Assert.Equal(SettingsKind.ServerIni, SettingsReader.Detect(SettingsTexts.Ini("0", "1")));
        Assert.Equal(SettingsKind.ServerIni, SettingsReader.Detect("[global setting]\nUpdateAgentEnabled=0\n"));
        Assert.Equal(SettingsKind.Registry, SettingsReader.Detect(SettingsTexts.Registry(1)));
        Assert.Equal(SettingsKind.Registry, SettingsReader.Detect("REGEDIT4\n"));
        Assert.Null(SettingsReader.Detect("[boot loader]\ntimeout=30\n"));
        Assert.Null(SettingsReader.Detect("UseSocketHTTPAdapter=1\nASE=0\n"));
        Assert.Null(SettingsReader.Detect(string.Empty));
    }

    [Fact]
    public void An_article_that_quotes_the_settings_is_no_settings_file() => Assert.Null(SettingsReader.Detect(
        "How to go back to HTTP\n\nOpen the file and change these lines:\n[Global Setting]\nUseSocketHTTPAdapter=1\nASE=0\nBoth lines are needed.\nThen start the service again.\nCheck one agent.\n"));

    [Fact]
    public void Reads_what_bears_on_the_transport()
    {
        TransportSettings server = Of(SettingsTexts.Ini("1", "0"));
        TransportSettings agent = Of(SettingsTexts.Registry(0));

        Assert.Equal((Transport.Http, 8080L, 4343L, "policy.example"), (server.Transport, server.HttpPort!.Number, server.HttpsPort!.Number, server.Server!.Text));
        Assert.Equal((12, 4453, (bool?)true), (server.Product!.Major, server.Product.Build, server.Product.CanUseHttp));
        Assert.Equal((Transport.Http, true, 6), (agent.Transport, agent.IsAgents, agent.Ase!.Line));
    }

    [Theory]
    [InlineData("0", "1", nameof(Transport.Https))]
    [InlineData("1", "0", nameof(Transport.Http))]
    [InlineData("1", "1", nameof(Transport.Unknown))]
    [InlineData("0", "0", nameof(Transport.Unknown))]
    [InlineData("1", null, nameof(Transport.Unknown))]
    [InlineData(null, "1", nameof(Transport.Unknown))]
    [InlineData("2", "0", nameof(Transport.Unknown))]
    public void The_server_speaks_what_both_switches_say(string? adapter, string? ase, string transport) =>
        Assert.Equal(transport, Of(SettingsTexts.Ini(adapter, ase)).Transport.ToString());

    [Fact]
    public void Windows_reads_the_first_of_two_lines_and_the_report_says_so()
    {
        TransportSettings settings = Of(SettingsTexts.Ini("0", "1", extra: "ASE=0\n"));

        Assert.Equal(Transport.Https, settings.Transport);
        Assert.Contains("lines 8, 9", Assert.Single(settings.File.Contradictions()), StringComparison.Ordinal);
    }

    [Fact]
    public void Switches_in_another_section_are_not_the_servers()
    {
        TransportSettings settings = Of(SettingsTexts.Ini(null, "1", extra: "[Elsewhere]\nUseSocketHTTPAdapter=0\n"));

        Assert.Null(settings.Adapter);
        Assert.Equal(9, Assert.Single(settings.Misplaced).Line);
    }

    [Fact]
    public void On_64_bit_Windows_the_key_of_32_bit_programs_counts()
    {
        string both = SettingsTexts.Registry(1) + SettingsTexts.Registry(0, key: SettingsTexts.AgentKey.Replace(@"\Wow6432Node", string.Empty, StringComparison.Ordinal));

        Assert.Equal(Transport.Https, Of(both).Transport);
    }

    [Theory]
    [InlineData("12.0.4345", false)]
    [InlineData("12.0.0.4453", true)]
    [InlineData("OfficeScan XG SP1 Build 5180", true)]
    [InlineData("12.0", null)]
    [InlineData("14.0.9601", false)]
    [InlineData("Apex One", false)]
    [InlineData("11.0.1028", null)]
    [InlineData("none", null)]
    public void Going_back_to_HTTP_needs_a_product_that_can(string version, bool? canUseHttp) =>
        Assert.Equal(canUseHttp, Of(SettingsTexts.Ini("0", "1", version)).Product?.CanUseHttp);

    [Fact]
    public void A_file_of_a_million_settings_takes_bounded_room()
    {
        string text = "[Global Setting]\n" + string.Concat(Enumerable.Repeat("ASE=0\n", 1_000_000));

        SettingsFile file = SettingsReader.Read(text, SettingsReader.Detect(text)!.Value, TestContext.Current.CancellationToken);

        Assert.Equal((1_000_000, SettingsLimits.MostKept), (file.Count, file.Known.Count));
    }

    [Fact]
    public void Survives_damage()
    {
        foreach (string sample in new[] { SettingsTexts.Ini("1", "0"), SettingsTexts.Registry(1) + "\"D\"=hex(7):61,00,\\\n  62,00\n" })
        {
            foreach (string damaged in Mutations.Of(sample, Alphabet, 5_000, seed: 11))
            {
                foreach (SettingsKind kind in Enum.GetValues<SettingsKind>())
                {
                    _ = SettingsReader.Detect(damaged);
                    TransportSettings settings = TransportSettings.Of(SettingsReader.Read(damaged, kind, TestContext.Current.CancellationToken));
                    Assert.All(settings.File.Known, setting => Assert.InRange(setting.Line, 1, damaged.Count(c => c == '\n') + 1));
                }
            }

            for (int length = 0; length < sample.Length; length++)
            {
                _ = Of(sample[..length]);
            }
        }
    }

    private static TransportSettings Of(string text) => TransportSettings.Of(SettingsReader.Read(
        text, SettingsReader.Detect(text) ?? SettingsKind.ServerIni, TestContext.Current.CancellationToken));
}
