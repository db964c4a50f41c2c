using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Tests.Inspection;

namespace Gatehouse.Diagnosis.Tests.Judgement.Udp;

/// <summary>Judges DTLS that OpenSSL spoke while the test ran.</summary>
public sealed class LiveDtlsTests
{
    private const string Weak = "ALL:@SECLEVEL=0";

    [Theory]
    [InlineData("4434", "-dtls1_2", "-dtls1_2", null)]
    [InlineData("4434", "-dtls", "-dtls", null)]
    [InlineData("4434", "-dtls1_2", "-dtls1", FindingCodes.TlsVersionMismatch)]
    public void Finds_nothing_wrong_with_DTLS_that_works_and_the_version_of_DTLS_that_does_not(string port, string server, string client, string? fault)
    {
        using LiveNetwork network = StartOrSkip();
        string key = network.FileFor("key.pem");
        string certificate = network.FileFor("certificate.pem");
        Assert.True(network.Run(
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=policy.example", "-keyout", key, "-out", certificate));
        Assert.True(network.StartAndWait(
            "ACCEPT", "openssl", "s_server", "-accept", $"127.0.0.1:{port}", "-cert", certificate, "-key", key, "-cipher", Weak, "-mtu", "300", server));
        string command = $"(echo hello; sleep 1) | timeout 8 openssl s_client -connect 127.0.0.1:{port} {client} -cipher {Weak} -mtu 300";
        network.Run("bash", "-c", command);
        network.Finish();

        Report report = DiagnosisEngine.Run(
            new DiagnosisOptions { Inputs = [new EvidenceInput(network.Capture)] }, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(fault ?? FindingCodes.Healthy, report.Verdict.Code);
        Assert.Equal(fault is null ? 0 : 1, report.Findings.Count(finding => finding.Severity == Severity.Fault));
    }

    private static LiveNetwork StartOrSkip()
    {
        (LiveNetwork? network, string reason) = LiveNetwork.Start();
        if (network is null)
        {
            Assert.Skip(reason);
        }

        return network!;
    }
}
