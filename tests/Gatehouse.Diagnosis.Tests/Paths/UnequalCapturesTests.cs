using Gatehouse.Diagnosis.Findings;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Paths;

/// <summary>A long capture of everything beside a tiny one of the failing conversation: sampling the long one loses nothing of what failed.</summary>
public sealed class UnequalCapturesTests
{
    private const string Client = "10.0.3.50";
    private const string Server = "10.0.2.105";
    private const int Others = 70_000;

    [Fact]
    public void A_huge_capture_and_one_of_a_few_frames_place_a_loss()
    {
        (double, byte[])[] asked = [.. Enumerable.Range(0, 3).SelectMany(Question)];
        (double, byte[])[] unheard = [.. Enumerable.Range(0, 4).Select(i => (10 + (i * 3.0), Packet(Client, 52_000, Server, 9029, 77, 200, (ushort)(500 + i))))];
        (double, byte[])[] last = [.. Question(40)];

        Report report = Recording.Diagnose(
            ("client", Recording.Made([.. asked, .. Enumerable.Range(0, Others).Select(Noise), .. unheard, .. last])),
            ("server", Recording.Made([.. asked, .. last])));

        Assert.Equal((FindingCodes.RequestLost, Confidence.Certain), (report.Verdict.Code, report.Verdict.Confidence));
        Assert.Equal(new Location("client", "server", "to-server", null), report.Verdict.Where);
        Assert.Equal([Others + 12L, 8L], report.Sources.Select(source => source.Frames));
    }

    private static (double Second, byte[] Octets)[] Question(int second) =>
    [
        (second, Packet(Client, 51_000, Server, 9029, second, 100, (ushort)(1 + second))),
        (second + 0.01, Packet(Server, 9029, Client, 51_000, second + 100, 60, (ushort)(201 + second))),
    ];

    /// <summary>Datagrams between other hosts, each answered.</summary>
    private static (double Second, byte[] Octets) Noise(int number) => (5 + (number * 0.00005), number % 2 == 0
        ? Packet("10.9.0.1", 40_000, "10.9.0.2", 5_000, number, 40, (ushort)number)
        : Packet("10.9.0.2", 5_000, "10.9.0.1", 40_000, number, 40, (ushort)number));

    private static byte[] Packet(string from, ushort port, string to, ushort toPort, int number, int length, ushort identification)
    {
        byte[] payload = new byte[length];
        BitConverter.TryWriteBytes(payload, number);
        return PacketBuilder.Ethernet(PacketBuilder.Udp(from, port, to, toPort, payload, identification: identification));
    }
}
