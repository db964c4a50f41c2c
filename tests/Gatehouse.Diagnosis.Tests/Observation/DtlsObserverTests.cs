using Gatehouse.Diagnosis.Inspection;
using Gatehouse.Diagnosis.Tests.Inspection;
using Gatehouse.Tests.Common;
using Gatehouse.Tests.Common.Captures;

namespace Gatehouse.Diagnosis.Tests.Observation;

public sealed class DtlsObserverTests : IDisposable
{
    private const string Client = "10.0.0.1";
    private const string Server = "10.0.0.2";
    private const int Handshake = 22;
    private const int Alert = 21;
    private const int ApplicationData = 23;

    private static readonly byte[] ClientHello = Record(Handshake, 0, Message(
        1, [0xFE, 0xFD, .. new byte[32], 0, 0, 0, 2, 0xC0, 0x2F, 1, 0]));

    private static readonly byte[] ServerHello = Record(Handshake, 0, Message(2, [0xFE, 0xFD, .. new byte[32], 0, 0xC0, 0x2F, 0]));

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"gatehouse-{Guid.NewGuid():n}.pcap");

    [Fact]
    public void Sees_a_handshake_that_completes()
    {
        TlsInspection record = Observe(
            ToServer(ClientHello), ToClient(ServerHello), ToServer(Record(Handshake, 1, new byte[40])), ToClient(Record(Handshake, 1, new byte[40])));

        Assert.Equal(("udp", "10.0.0.1:50000", "10.0.0.2:4433"), (record.Protocol, record.Client, record.Server));
        Assert.Equal(("fefd", "c02f"), (record.ServerHello?.Version, record.ServerHello?.CipherSuite));
        Assert.Equal(("established", "none"), (record.Outcome, record.EndedBy));
    }

    [Fact]
    public void Sees_a_refusal()
    {
        TlsInspection record = Observe(ToServer(ClientHello), ToClient(Record(Alert, 0, [2, 70])));

        Assert.Equal(new AlertInspection(2, "server", "fatal", "protocol_version", Encrypted: false), Assert.Single(record.Alerts));
        Assert.Equal("refused", record.Outcome);
    }

    [Fact]
    public void Takes_the_first_hello_when_it_is_asked_to_repeat_it()
    {
        byte[] cookieRequest = Record(Handshake, 0, Message(3, [0xFE, 0xFF, 2, 7, 7]));

        TlsInspection record = Observe(ToServer(ClientHello), ToClient(cookieRequest), ToServer(ClientHello), ToClient(ServerHello));

        Assert.Equal((1L, 4L), (record.ClientHello?.Frame, record.ServerHello?.Frame));
        Assert.Equal("incomplete", record.Outcome);
    }

    [Fact]
    public void Knows_the_client_by_its_hello_when_the_other_side_spoke_first()
    {
        TlsInspection record = Observe(ToClient(Record(ApplicationData, 1, new byte[9])), ToClient(ClientHello), ToServer(ServerHello));

        Assert.Equal("10.0.0.2:4433", record.Client);
        Assert.Equal(2, record.ClientHello?.Frame);
    }

    public void Dispose() => File.Delete(_file);

    private TlsInspection Observe(params byte[][] packets)
    {
        File.WriteAllBytes(_file, CaptureBuilder.PcapOf(101, packets));
        return Assert.Single(Listing.Tls(_file));
    }

    private static byte[] ToServer(byte[] payload) => PacketBuilder.Udp(Client, 50000, Server, 4433, payload);

    private static byte[] ToClient(byte[] payload) => PacketBuilder.Udp(Server, 4433, Client, 50000, payload);

    private static byte[] Record(byte type, byte epoch, byte[] body) =>
        [type, 0xFE, 0xFD, 0, epoch, 0, 0, 0, 0, 0, 0, (byte)(body.Length >> 8), (byte)body.Length, .. body];

    private static byte[] Message(byte type, byte[] body) =>
        [type, 0, 0, (byte)body.Length, 0, 0, 0, 0, 0, 0, 0, (byte)body.Length, .. body];
}
