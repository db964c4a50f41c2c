using Gatehouse.Diagnosis.Inspection;
using Gatehouse.Tests.Common;
using Gatehouse.Tests.Common.Captures;
using Gatehouse.Wire.Ead.Sealed;

namespace Gatehouse.Diagnosis.Tests.Inspection;

/// <summary>Sealed datagrams of Gatehouse's own check, told by their header without keys.</summary>
public sealed class SealedCheckTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public void Sealed_datagrams_show_message_session_and_size()
    {
        File.WriteAllBytes(_file, CaptureBuilder.PcapOf(1,
        [
            Frame("10.0.0.1", "10.0.0.2", 40000, 9019, CheckMessage.Heartbeat, SealedFlags.AddressProof, 190),
            Frame("10.0.0.2", "10.0.0.1", 9019, 40000, CheckMessage.AddressChallenge, SealedFlags.FromServer, 94),
            Frame("10.0.0.1", "10.0.0.2", 40000, 9019, CheckMessage.Report, SealedFlags.AddressProof, 1183),
            Frame("10.0.0.2", "10.0.0.1", 9019, 40000, (CheckMessage)99, SealedFlags.FromServer, 70),
        ]));

        InspectionRequest request = new() { Inputs = [new(_file)] };
        EadInspection[] packets = [.. InspectionEngine.Ead(request, TestContext.Current.CancellationToken)];

        Assert.Equal(["heartbeat", "address challenge", "report", null], packets.Select(packet => packet.Name));
        Assert.Equal([5, 15, 3, 99], packets.Select(packet => packet.Type));
        Assert.Equal([190, 94, 1183, 70], packets.Select(packet => packet.PayloadBytes));
        Assert.Equal(["client", "server", "client", "server"], packets.Select(packet => packet.From));
        Assert.All(packets, packet => Assert.Equal((true, "0102030405060708"), (packet.Sealed, packet.Session)));
        Assert.Contains("\"session\":\"0102030405060708\"", InspectionJson.Line(packets[0]), StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_file);

    private static byte[] Frame(string from, string to, ushort source, ushort destination, CheckMessage message, SealedFlags flags, int length)
    {
        byte[] payload = new byte[length];
        SealedHeader.Write(payload, message, flags, 0x0102030405060708, new byte[SealedLayout.SaltLength], 1, 0);
        return PacketBuilder.Ethernet(PacketBuilder.Udp(from, source, to, destination, payload));
    }
}
