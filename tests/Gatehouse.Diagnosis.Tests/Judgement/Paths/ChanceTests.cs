using System.Buffers.Binary;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Tests.Paths;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Judgement.Paths;

/// <summary>A request that never arrives on a line that loses others too: a device or chance, and only many tries tell.</summary>
public sealed class ChanceTests
{
    private const string Client = "10.0.3.50";
    private const string Server = "10.0.2.105";
    private const int Exchanges = 40;

    [Fact]
    public void Few_tries_leave_a_device_and_chance_possible()
    {
        Report report = Diagnose(tries: 3, isLossy: true);

        Finding lost = Assert.Single(report.Findings, finding => finding.Code == FindingCodes.RequestLost);
        Assert.Equal(Confidence.Possible, lost.Confidence);
        Assert.Contains(FindingCodes.PacketLoss, lost.Rivals);
        Finding chance = Assert.Single(report.Findings, finding => finding is { Code: FindingCodes.PacketLoss, Severity: Severity.Fault });
        Assert.Equal((Confidence.Possible, lost.Where), (chance.Confidence, chance.Where));
        Assert.DoesNotContain(report.Findings, finding => finding is { Severity: Severity.Fault, Confidence: Confidence.Certain, Code: not FindingCodes.RequestUnanswered });
        Assert.Equal(FindingCodes.RequestUnanswered, report.Verdict.Code);
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(3, false)]
    public void Many_tries_or_a_good_line_leave_the_device(int tries, bool isLossy)
    {
        Report report = Diagnose(tries, isLossy);

        Assert.Equal((FindingCodes.RequestLost, Confidence.Certain), (report.Verdict.Code, report.Verdict.Confidence));
    }

    private static Report Diagnose(int tries, bool isLossy) => Recording.Diagnose(("client", Exchange(tries, isLossy, isAtServer: false)), ("server", Exchange(tries, isLossy, isAtServer: true)));

    /// <summary>Requests answered at once or, where every second one is lost, when they are sent again; then one that is not, and a last sign of life.</summary>
    private static Recording Exchange(int tries, bool isLossy, bool isAtServer)
    {
        List<(double, byte[])> frames = [];
        ushort identification = 1;
        for (int i = 0; i < Exchanges; i++)
        {
            bool isLost = isLossy && i % 2 == 0;
            Add(i * 0.5, Request(51_000, i, 100), isShown: !(isLost && isAtServer));
            Add((i * 0.5) + 0.2, Request(51_000, i, 100), isShown: isLost);
            Add((i * 0.5) + 0.21, Reply(51_000, i), isShown: true);
        }

        for (int i = 0; i < tries; i++)
        {
            Add(21 + (i * 2), Request(52_000, Exchanges, 900), isShown: !isAtServer);
        }

        Add(60, Request(51_000, 99, 100), isShown: true);
        Add(60.01, Reply(51_000, 99), isShown: true);
        return Recording.Made(frames);

        void Add(double second, byte[] octets, bool isShown)
        {
            BinaryPrimitives.WriteUInt16BigEndian(octets.AsSpan(18), identification++);
            if (isShown)
            {
                frames.Add((second, octets));
            }
        }
    }

    private static byte[] Request(ushort port, int number, int length) => PacketBuilder.Ethernet(PacketBuilder.Udp(Client, port, Server, 9029, Payload(number, length)));

    private static byte[] Reply(ushort port, int number) => PacketBuilder.Ethernet(PacketBuilder.Udp(Server, 9029, Client, port, Payload(number + 128, 50)));

    private static byte[] Payload(int number, int length)
    {
        byte[] payload = new byte[length];
        payload.AsSpan().Fill((byte)number);
        return payload;
    }
}
