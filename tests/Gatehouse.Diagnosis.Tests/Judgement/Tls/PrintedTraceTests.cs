using System.Globalization;
using Gatehouse.Capture;
using Gatehouse.Capture.Text;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement.Tls;
using Gatehouse.Wire.Ip;
using Gatehouse.Wire.Tcp;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Tests.Judgement.Tls;

/// <summary>Traces pasted as text: frames are left out, numbers are relative, lengths may be missing.</summary>
public sealed class PrintedTraceTests
{
    private static readonly IpEndpoint Server = Endpoint("10.0.2.105", 4343);

    [Theory]
    [InlineData(137)]
    [InlineData(null)]
    public void A_printed_reset_of_an_old_hello_is_a_likely_mismatch_and_names_the_change(int? helloLength)
    {
        CaseRunner runner = CaseRunner.Text(
        [
            Hello(64, "16:28:58", 50_100, TlsVersions.Tls12, 207),
            Frame(66, "16:28:59", Server, Client(50_100), TcpFlags.Ack | TcpFlags.Psh, 1, 208, 563, new TextTlsMessage { ServerHello = new ServerHello { LegacyVersion = TlsVersions.Tls11, Version = TlsVersions.Tls11 } }),
            Hello(4248, "16:44:22", 50_200, TlsVersions.Tls11, helloLength),
            Frame(4249, "16:44:23", Server, Client(50_200), TcpFlags.Rst | TcpFlags.Ack, 1, 138, 0),
        ]);
        Finding finding = Assert.Single(runner.First(Judged.FaultRules));
        Assert.Equal((FindingCodes.TlsVersionMismatch, Confidence.Likely), (finding.Code, finding.Confidence));
        Assert.Equal([4248L, 4249L], finding.Evidence[0].Frames);
        Assert.Equal("2018-05-17T16:28:59Z", finding.Facts["acceptedUntil"]);
        Finding downgrade = Assert.Single(runner.All(TlsRules.Warnings));
        Assert.Equal((FindingCodes.TlsDowngraded, Severity.Warning), (downgrade.Code, downgrade.Severity));
    }

    [Fact]
    public void A_reset_that_comes_after_octets_nobody_printed_is_not_judged()
    {
        CaseRunner runner = CaseRunner.Text(
        [
            Hello(1, "16:44:22", 50_200, TlsVersions.Tls11, 137),
            Frame(9, "16:44:23", Server, Client(50_200), TcpFlags.Rst | TcpFlags.Ack, 900, 138, 0),
        ]);
        Assert.Empty(runner.First(Judged.FaultRules));
    }

    [Fact]
    public void Frames_left_out_are_no_silence()
    {
        CaseRunner runner = CaseRunner.Text([Hello(1, "16:00:00", 50_200, TlsVersions.Tls12, 137), Hello(2, "16:10:00", 50_201, TlsVersions.Tls12, 137)]);
        Assert.Empty(runner.First(Judged.FaultRules));
    }

    private static TextFrame Hello(long number, string time, ushort port, ushort version, int? length) => Frame(
        number, time, Client(port), Server, TcpFlags.Ack | TcpFlags.Psh, 1, 1, length, new TextTlsMessage { ClientHello = new ClientHello { LegacyVersion = version, CipherSuiteCount = 7 } });

    private static TextFrame Frame(
        long number, string time, IpEndpoint from, IpEndpoint to, TcpFlags flags, long sequence, long acknowledgment, int? length, params TextTlsMessage[] tls) => new()
        {
            Number = number,
            Line = (int)number,
            Time = Timestamp.From(DateTime.Parse($"2018-05-17T{time}Z", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal)),
            Source = from,
            Destination = to,
            Tcp = new TextTcp(flags, sequence, acknowledgment, 0, length, null),
            Tls = tls,
        };

    private static IpEndpoint Client(ushort port) => Endpoint("10.0.2.104", port);

    private static IpEndpoint Endpoint(string address, ushort port) =>
        IpAddress.TryParse(address, out IpAddress parsed) ? new IpEndpoint(parsed, port) : throw new FormatException(address);
}
