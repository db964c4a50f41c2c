using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Tests.Paths;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Judgement.Paths;

/// <summary>Made downloads seen at two points: what was lost on the way, and what only a capture lacks.</summary>
public sealed class LossBetweenTests
{
    private const string Client = "10.0.3.50";
    private const string Server = "10.0.2.105";
    private const byte Syn = 0x02;
    private const byte Ack = 0x10;
    private const int Segments = 100;
    private const int Octets = 1_000;

    [Fact]
    public void What_was_acknowledged_and_never_sent_again_only_the_capture_lacks()
    {
        Report report = Recording.Diagnose(("client", Download(isResent: false).Only(IsCaptured)), ("server", Download(isResent: false)));

        Assert.DoesNotContain(report.Findings, finding => finding.Code == FindingCodes.PacketLoss);
        Finding incomplete = Assert.Single(report.Findings, finding => finding.Code == FindingCodes.CaptureIncomplete);
        Assert.EndsWith("octets of one TCP connection were acknowledged by their receivers and never captured", incomplete.Title, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_sent_again_was_lost_on_the_way()
    {
        Report report = Recording.Diagnose(("client", Download(isResent: true).Only(IsCaptured)), ("server", Download(isResent: true)));

        Finding loss = Assert.Single(report.Findings, finding => finding.Code == FindingCodes.PacketLoss && finding.Where is not null);
        Assert.Equal((20, new Location("server", "client", "to-client", null)), (loss.Facts["lost"], loss.Where));
    }

    /// <summary>Every fifth segment of the server's, the first time it passes; three frames open the connection.</summary>
    private static bool IsCaptured(int frame) => frame <= 3 || frame > 3 + Segments || frame % 5 != 0;

    private static Recording Download(bool isResent)
    {
        List<(double, byte[])> frames =
        [
            (0, PacketBuilder.Ethernet(PacketBuilder.Tcp(Client, 50_000, Server, 8080, Syn, 99, identification: 1))),
            (0.01, PacketBuilder.Ethernet(PacketBuilder.Tcp(Server, 8080, Client, 50_000, Syn | Ack, 999, 100, identification: 1))),
            (0.02, PacketBuilder.Ethernet(PacketBuilder.Tcp(Client, 50_000, Server, 8080, Ack, 100, 1_000, identification: 2))),
        ];
        for (int i = 0; i < Segments; i++)
        {
            frames.Add((0.1 + (i * 0.01), Segment(i, again: 0)));
        }

        for (int i = 0; isResent && i < Segments; i++)
        {
            if (!IsCaptured(4 + i))
            {
                frames.Add((2 + (i * 0.01), Segment(i, again: 1_000)));
            }
        }

        frames.Add((4, PacketBuilder.Ethernet(PacketBuilder.Tcp(Client, 50_000, Server, 8080, Ack, 100, 1_000 + (Segments * Octets), identification: 3))));
        return Recording.Made(frames);
    }

    private static byte[] Segment(int number, int again)
    {
        byte[] payload = new byte[Octets];
        payload.AsSpan().Fill((byte)number);
        return PacketBuilder.Ethernet(PacketBuilder.Tcp(
            Server, 8080, Client, 50_000, Ack, (uint)(1_000 + (number * Octets)), 100, payload, identification: (ushort)(10 + number + again)));
    }
}
