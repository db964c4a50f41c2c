using Gatehouse.Diagnosis.Findings;
using Gatehouse.Wire.Tls;
using static Gatehouse.Diagnosis.Tests.Judgement.Tls.TlsMessages;

namespace Gatehouse.Diagnosis.Tests.Judgement.Tls;

public sealed class StallAndAlertTests
{
    [Theory]
    [InlineData("after-client-hello", "server")]
    [InlineData("after-server-flight", "client")]
    [InlineData("after-client-key-exchange", "server")]
    public void Silence_within_the_capture_is_a_stall_and_says_where(string stage, string waitingFor)
    {
        ScriptedConnection stalled = new ScriptedConnection().Client(ClientHello());
        if (stage != "after-client-hello")
        {
            stalled.Server(ServerFlight12(GoodDer()));
        }

        if (stage == "after-client-key-exchange")
        {
            stalled.Client(ClientFlight12());
        }

        Finding finding = Assert.Single(Judged.Faults(stalled, new ScriptedConnection(start: 20, clientPort: 50_001)));
        Assert.Equal(FindingCodes.TlsHandshakeStalled, finding.Code);
        Assert.Equal(stage, finding.Facts["stage"]);
        Assert.Equal(waitingFor, finding.Facts["waitingFor"]);
        Assert.InRange((double)finding.Facts["seconds"], 19, 21);
    }

    [Fact]
    public void A_handshake_cut_off_by_the_end_of_the_capture_is_no_stall()
    {
        Assert.Empty(Judged.Faults(new ScriptedConnection().Client(ClientHello()), new ScriptedConnection(start: 3, clientPort: 50_001)));
        Assert.Empty(Judged.Faults(new ScriptedConnection().Client(ClientHello()).Server(ServerFlight12(GoodDer()))));
    }

    [Fact]
    public void A_client_that_gives_up_soon_is_no_stall() =>
        Assert.Empty(Judged.Faults(new ScriptedConnection().Client(ClientHello()).Wait(1).ClientReset()));

    [Theory]
    [InlineData((byte)112, "unrecognized_name", "name")]
    [InlineData((byte)120, "no_application_protocol", "ALPN")]
    [InlineData((byte)86, "inappropriate_fallback", "before it")]
    [InlineData((byte)200, "alert_200", "no registered meaning")]
    public void Any_other_fatal_alert_is_named_with_its_meaning(byte description, string name, string meaning)
    {
        Finding finding = Assert.Single(Judged.Faults(new ScriptedConnection().Client(ModernHello()).Server(Alert(description)).ServerFin()));
        Assert.Equal((FindingCodes.TlsAlert, Confidence.Certain), (finding.Code, finding.Confidence));
        Assert.Equal(name, finding.Facts["alert"]);
        Assert.Equal("server", finding.Facts["from"]);
        Assert.Contains(meaning, finding.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void An_encrypted_alert_before_the_end_of_the_handshake_is_an_error()
    {
        Finding finding = Assert.Single(Judged.Faults(new ScriptedConnection().Client(ClientHello()).Server(ServerFlight12(GoodDer()))
            .Client(ClientFlight12()).Server(ChangeCipherSpec(), EncryptedAlert()).ServerFin()));
        Assert.Equal((FindingCodes.TlsAlert, Confidence.Likely), (finding.Code, finding.Confidence));
    }

    [Fact]
    public void Orderly_ends_raise_nothing()
    {
        ScriptedConnection[] endings =
        [
            Used12(1).Client(EncryptedAlert()).ClientFin().ServerFin(),
            Used12(2).ClientReset(),
            Used12(3).Wait(120).Server(EncryptedAlert()).ServerFin().ClientFin(),
            Used12(4).Server(Alert(0, level: 1)).ServerFin(),
            Used13(5).Server(Data(Alert13)).ServerFin().ClientFin(),
            Used13(6).ClientReset(),
            Used13(7).ClientFin().Server(Data(500)).ServerFin(),
            Used13(8),
        ];
        Assert.All(endings, ending => Assert.Empty(Judged.Faults(ending)));
    }

    [Fact]
    public void Early_data_is_not_taken_for_the_end_of_a_handshake()
    {
        byte[] hello = ClientHello(TlsVersions.Tls12, null, "policy.example", [TlsVersions.Tls13], ExtensionTypes.EarlyData);
        Assert.Empty(Judged.Faults(new ScriptedConnection().Client(hello, Data(Alert13)).Server(ServerFlight13()).Client(Data(Finished13)).Server(Data(90)).ClientFin()));
    }

    private static ScriptedConnection Used12(int port) => new ScriptedConnection(clientPort: 50_000 + port)
        .Client(ClientHello()).Server(ServerFlight12(GoodDer())).Client(ClientFlight12()).Server(ServerEnd12()).Client(Data(40)).Server(Data(80));

    private static ScriptedConnection Used13(int port) => new ScriptedConnection(clientPort: 50_000 + port)
        .Client(ModernHello()).Server(ServerFlight13()).Client(ChangeCipherSpec(), Data(Finished13)).Server(Data(250)).Client(Data(40)).Server(Data(80));
}
