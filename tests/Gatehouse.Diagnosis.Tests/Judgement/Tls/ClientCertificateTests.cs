using Gatehouse.Diagnosis.Findings;
using static Gatehouse.Diagnosis.Tests.Judgement.Tls.TlsMessages;

namespace Gatehouse.Diagnosis.Tests.Judgement.Tls;

public sealed class ClientCertificateTests
{
    [Fact]
    public void A_server_that_closes_without_an_alert_after_an_empty_certificate_demanded_one()
    {
        Finding finding = Assert.Single(Judged.Faults(Asked().Client([Certificate(), .. ClientFlight12()]).ServerFin()));
        Assert.Equal((FindingCodes.TlsClientCertificateMissing, Confidence.Likely), (finding.Code, finding.Confidence));
        Assert.Equal("server", finding.Facts["rejectedBy"]);
        Assert.Equal("close", finding.Facts["refusal"]);
    }

    [Fact]
    public void A_server_that_closes_after_its_Finished_rejects_the_certificate_late()
    {
        Finding finding = Assert.Single(Judged.Faults(Asked().Client([Certificate(GoodDer("agent.example")), .. ClientFlight12()]).Server(ServerEnd12()).Client(Data(60)).ServerFin()));
        Assert.Equal((FindingCodes.TlsClientCertificateRejected, Confidence.Likely), (finding.Code, finding.Confidence));
        Assert.Equal("CN=agent.example", finding.Facts["subject"]);
    }

    [Fact]
    public void Certificate_required_in_the_clear_is_certain()
    {
        Finding finding = Assert.Single(Judged.Faults(Asked().Client([Certificate(), .. ClientFlight12()]).Server(Alert(116)).ServerFin()));
        Assert.Equal((FindingCodes.TlsClientCertificateMissing, Confidence.Certain), (finding.Code, finding.Confidence));
    }

    [Fact]
    public void A_certificate_that_is_optional_may_be_missing()
    {
        Assert.Empty(Judged.Faults(Asked().Client([Certificate(), .. ClientFlight12()]).Server(ServerEnd12()).Client(Data(60)).Server(Data(90)).ServerFin()));
        Assert.Empty(Judged.Faults(new ScriptedConnection().Client(ModernHello()).Server(ServerFlight13())
            .Client(ChangeCipherSpec(), Data(EmptyCertificate13), Data(Finished13)).Server(Data(250)).Client(Data(60)).Server(Data(90), Data(Alert13)).ServerFin()));
    }

    [Fact]
    public void An_empty_and_a_full_certificate_in_one_record_with_Finished_are_told_apart()
    {
        const int EmptyWithFinished = 61;
        const int FullWithFinished = 1200;
        Assert.Equal(FindingCodes.TlsClientCertificateMissing, Assert.Single(Judged.Faults(Refused13(Data(EmptyWithFinished)))).Code);
        Assert.Equal(FindingCodes.TlsClientCertificateRejected, Assert.Single(Judged.Faults(Refused13(Data(FullWithFinished)))).Code);
    }

    [Fact]
    public void An_idle_connection_closed_by_the_server_is_no_rejection()
    {
        Assert.Empty(Judged.Faults(new ScriptedConnection().Client(ModernHello()).Server(ServerFlight13())
            .Client(ChangeCipherSpec(), Data(1200)).Wait(60).Server(Data(Alert13)).ServerFin().ClientFin()));
    }

    private static ScriptedConnection Asked() => new ScriptedConnection().Client(ClientHello()).Server(ServerFlight12(GoodDer(), asksForCertificate: true));

    private static ScriptedConnection Refused13(byte[] flight) =>
        new ScriptedConnection().Client(ModernHello()).Server(ServerFlight13()).Client(ChangeCipherSpec(), flight).Server(Data(Alert13)).ServerFin().ClientFin();
}
