using Gatehouse.Diagnosis.Findings;
using Gatehouse.Lab.Tests.Networks;
using Gatehouse.Lab.Tests.Recordings;

namespace Gatehouse.Lab.Tests.Scenarios;

/// <summary>Handshakes that work, and those that one of the ends refuses.</summary>
public sealed class TlsTests(Pki pki)
{
    [Theory]
    [InlineData("-tls1_2", Network.ServerAddress)]
    [InlineData("-tls1_3", Network.ServerAddress)]
    [InlineData("-tls1_3", Network.ServerAddress6)]
    public async Task A_handshake_that_works(string version, string address)
    {
        await using Network network = await Network.Up();
        await Tls.Serve(network, pki);
        Assert.True(await network.Client.Try(10, "ping", "-c", "1", address));
        await network.Record(pings: address);
        Assert.True(await Tls.Ask(network, pki, address: address, options: version));
        PathRecording recording = (await network.Stop()).Apart();

        Report report = recording.Diagnose();
        Expect.Healthy(report);
        Expect.Clocks(report, recording);
        Expect.Healthy(recording.Only("client", "server").Diagnose());
        Expect.Healthy(recording.Only("server", "r2-out", "client").DiagnoseBare());
    }

    [Theory]
    [InlineData("expired", "-tls1_2", FindingCodes.TlsCertificateExpired)]
    [InlineData("untrusted", "-tls1_2", FindingCodes.TlsCertificateUntrusted)]
    public async Task A_certificate_that_the_client_refuses(string certificate, string version, string code)
    {
        await using Network network = await Network.Up();
        await Tls.Serve(network, pki, certificate);
        await network.Record();
        Assert.False(await Tls.Ask(network, pki, options: version));
        PathRecording recording = (await network.Stop()).Apart();

        Report report = recording.Diagnose();
        Expect.Verdict(report, code, "at client");
        Expect.Clocks(report, recording);
    }

    [Fact]
    public async Task No_version_in_common_said_by_an_alert()
    {
        await using Network network = await Network.Up();
        await Tls.Serve(network, pki, options: "-tls1_2");
        await network.Record();
        Assert.False(await Tls.Ask(network, pki, options: Tls.Old));

        Expect.Verdict((await network.Stop()).Apart().Diagnose(), FindingCodes.TlsVersionMismatch, "at server");
    }

    [Fact]
    public async Task No_version_in_common_said_by_a_reset()
    {
        await using Network network = await Network.Up();
        await Tls.ServeBadly(network, "reset");
        await network.Record();
        Assert.False(await Tls.Ask(network, pki, options: Tls.Old));
        PathRecording recording = (await network.Stop()).Apart();

        Report report = recording.Diagnose();
        Assert.Equal("server", report.Verdict.Where?.At);
        Assert.Contains(report.Findings, finding => finding.Code == FindingCodes.TlsVersionMismatch);
        Assert.DoesNotContain(report.Findings, finding => finding.Code == FindingCodes.TcpResetInjected);
    }

    [Fact]
    public async Task No_cipher_in_common_said_by_an_alert()
    {
        await using Network network = await Network.Up();
        await Tls.Serve(network, pki, options: ["-tls1_2", "-cipher", "ECDHE-RSA-AES256-GCM-SHA384"]);
        await network.Record();
        Assert.False(await Tls.Ask(network, pki, options: ["-tls1_2", "-cipher", "ECDHE-RSA-AES128-SHA"]));

        Expect.Verdict((await network.Stop()).Apart().Diagnose(), FindingCodes.TlsNoCommonCipher, "at server", Confidence.Likely);
    }

    [Fact]
    public async Task A_hello_answered_by_a_reset_that_says_no_more()
    {
        await using Network network = await Network.Up();
        await Tls.ServeBadly(network, "reset");
        await network.Record();
        Assert.False(await Tls.Ask(network, pki, options: ["-tls1_2", "-cipher", "ECDHE-RSA-AES128-SHA"]));

        Report report = (await network.Stop()).Apart().Diagnose();
        Expect.Verdict(report, FindingCodes.TlsRefusedAfterHello, "at server");
    }
}
