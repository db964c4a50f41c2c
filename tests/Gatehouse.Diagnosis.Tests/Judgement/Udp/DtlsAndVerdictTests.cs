using System.Text;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement.Udp;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Judgement.Udp;

/// <summary>DTLS handshakes that fail, and verdicts of a security check in the clear.</summary>
public sealed class DtlsAndVerdictTests
{
    private const string Client = "10.0.3.50";
    private const string Server = "10.0.2.105";
    private const byte Handshake = 22;
    private const byte Alert = 21;

    private readonly List<(double Second, byte[] Octets)> _frames = [];
    private ushort _identification = 1;
    private byte _record;

    [Theory]
    [InlineData(70, FindingCodes.TlsVersionMismatch)]
    [InlineData(40, FindingCodes.TlsAlert)]
    public void Names_the_alert_that_ends_a_DTLS_handshake(byte description, string code)
    {
        Send(0, isClient: true, Hello());
        Send(0.1, isClient: false, Record(Alert, [2, description]));

        Finding finding = Assert.Single(Judge());
        Assert.Equal((code, Confidence.Certain, "server"), (finding.Code, finding.Confidence, finding.Facts["from"]));
    }

    [Fact]
    public void Sees_DTLS_hellos_that_nobody_answers_although_no_two_are_equal()
    {
        foreach (double second in (ReadOnlySpan<double>)[0, 1, 3, 7])
        {
            Send(second, isClient: true, Hello());
        }

        IReadOnlyList<Finding> findings = Judge();
        Assert.Equal(FindingCodes.RequestUnanswered, findings[0].Code);
        Assert.Equal(findings[0].Rivals, findings.Skip(1).Select(finding => finding.Code));
    }

    [Fact]
    public void Sees_a_DTLS_handshake_that_stops_after_the_cookie()
    {
        Send(0, isClient: true, Hello());
        Send(0.1, isClient: false, Record(Handshake, Message(3, [0xFE, 0xFF, 2, 7, 7])));
        Send(0.2, isClient: true, Hello());
        Send(7, isClient: true, Hello());

        Assert.Equal(FindingCodes.TlsHandshakeStalled, Assert.Single(Judge()).Code);
    }

    [Fact]
    public void Raises_nothing_about_a_DTLS_handshake_that_was_answered()
    {
        Send(0, isClient: true, Hello());
        Send(0.1, isClient: false, Record(Handshake, Message(2, [0xFE, 0xFD, .. new byte[32], 0, 0xC0, 0x2F, 0])));
        Send(7, isClient: true, Hello());

        Assert.Empty(Judge());
    }

    [Theory]
    [InlineData("isolate", true)]
    [InlineData("pass", false)]
    public void Reads_a_verdict_in_the_clear(string verdict, bool isFault)
    {
        Send(0, isClient: true, Packet("<i n=\"userName\">somebody</i>"), 9029);
        Send(0.1, isClient: false, Packet("<i n=\"checkList\">x</i>"), 9029);
        Send(0.2, isClient: true, Packet("<i n=\"checkResult\">x</i>"), 9029);
        Send(0.3, isClient: false, Packet($"<i n=\"action\">{verdict}</i><i n=\"password\">isolate</i>"), 9029);

        IReadOnlyList<Finding> findings = Judge();
        Assert.Equal(isFault ? [(FindingCodes.PostureNoncompliant, Confidence.Likely)] : [], findings.Select(finding => (finding.Code, finding.Confidence)));
        Assert.DoesNotContain(findings, finding => finding.Explanation.Contains("password", StringComparison.Ordinal));
    }

    private static byte[] Packet(string items) => [0, 1, 2, 3, 4, 5, 6, 7, .. Encoding.UTF8.GetBytes($"<data><i n=\"eventSeqID\">abc</i>{items}</data>")];

    private static byte[] Message(byte type, byte[] body) =>
        [type, 0, (byte)(body.Length >> 8), (byte)body.Length, 0, 0, 0, 0, 0, 0, (byte)(body.Length >> 8), (byte)body.Length, .. body];

    private byte[] Hello() => Record(Handshake, Message(1, [0xFE, 0xFD, .. new byte[32], 0, 0, 0, 2, 0xC0, 0x2F, 1, 0]));

    private byte[] Record(byte type, byte[] body) => [type, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, _record++, (byte)(body.Length >> 8), (byte)body.Length, .. body];

    private void Send(double second, bool isClient, byte[] payload, int port = 4433) => _frames.Add((second, PacketBuilder.Ethernet(isClient
        ? PacketBuilder.Udp(Client, 50_000, Server, port, payload, identification: _identification++)
        : PacketBuilder.Udp(Server, port, Client, 50_000, payload, identification: _identification++))));

    private IReadOnlyList<Finding> Judge() => CaseRunner.Frames(_frames).First(UdpRules.Faults);
}
