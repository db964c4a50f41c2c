using Gatehouse.Diagnosis.Judgement.Tls;

namespace Gatehouse.Diagnosis.Tests.Judgement.Tls;

public sealed class CloseNotifyTests
{
    [Fact]
    public void Finds_the_goodbye_of_a_client_that_asked_nothing_in_TLS_1_2()
    {
        CaseRunner runner = Judged.Run(Complete12(TlsMessages.GoodDer()).Client(TlsMessages.EncryptedAlert()).ClientFin());

        long frame = CloseNotify.OfUnused(Assert.Single(runner.Tcp));

        Assert.Equal(runner.Tcp[0].FromClient.LastPayloadFrame, frame);
        Assert.True(CloseNotify.WasProbeOfFittingCertificate(runner.Tcp[0]));
    }

    [Fact]
    public void Finds_it_in_TLS_1_3_by_the_length_of_the_record()
    {
        CaseRunner runner = Judged.Run(Complete13().Client(TlsMessages.Data(TlsMessages.Alert13)).ClientFin());

        Assert.Equal(runner.Tcp[0].FromClient.LastPayloadFrame, CloseNotify.OfUnused(Assert.Single(runner.Tcp)));
        Assert.False(CloseNotify.WasProbeOfFittingCertificate(runner.Tcp[0]), "TLS 1.3 hides the certificate, so that nothing says that it fits");
    }

    [Fact]
    public void A_certificate_that_does_not_fit_makes_it_no_probe()
    {
        byte[] expired = TlsMessages.Der("CN=policy.example", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1), null, "policy.example");
        CaseRunner runner = Judged.Run(Complete12(expired).Client(TlsMessages.EncryptedAlert()).ClientFin());

        Assert.NotEqual(0, CloseNotify.OfUnused(runner.Tcp[0]));
        Assert.False(CloseNotify.WasProbeOfFittingCertificate(runner.Tcp[0]));
    }

    [Fact]
    public void A_client_that_used_the_connection_just_says_goodbye() =>
        Assert.Equal(0, Of(Complete12(TlsMessages.GoodDer()).Client(TlsMessages.Data(200)).Client(TlsMessages.EncryptedAlert()).ClientFin()));

    [Fact]
    public void A_server_that_used_it_was_listened_to() =>
        Assert.Equal(0, Of(Complete12(TlsMessages.GoodDer()).Server(TlsMessages.Data(200)).Client(TlsMessages.EncryptedAlert()).ClientFin()));

    [Fact]
    public void A_goodbye_behind_the_servers_is_an_echo() =>
        Assert.Equal(0, Of(Complete12(TlsMessages.GoodDer()).Server(TlsMessages.EncryptedAlert()).Client(TlsMessages.EncryptedAlert()).ClientFin()));

    [Fact]
    public void A_goodbye_after_the_server_closed_is_none_of_the_clients_choice() =>
        Assert.Equal(0, Of(Complete12(TlsMessages.GoodDer()).ServerFin().Client(TlsMessages.EncryptedAlert()).ClientFin()));

    [Fact]
    public void A_handshake_that_did_not_complete_has_none() =>
        Assert.Equal(0, Of(new ScriptedConnection().Client(TlsMessages.ModernHello()).Server(TlsMessages.ServerFlight12(TlsMessages.GoodDer())).Client(TlsMessages.EncryptedAlert()).ClientFin()));

    [Fact]
    public void A_close_without_a_word_has_none() => Assert.Equal(0, Of(Complete12(TlsMessages.GoodDer()).ClientFin()));

    private static long Of(ScriptedConnection connection) => CloseNotify.OfUnused(Assert.Single(Judged.Run(connection).Tcp));

    private static ScriptedConnection Complete12(byte[] certificate) => new ScriptedConnection()
        .Client(TlsMessages.ModernHello())
        .Server(TlsMessages.ServerFlight12(certificate))
        .Client(TlsMessages.ClientFlight12())
        .Server(TlsMessages.ServerEnd12());

    private static ScriptedConnection Complete13() => new ScriptedConnection()
        .Client(TlsMessages.ModernHello())
        .Server(TlsMessages.ServerFlight13())
        .Client(TlsMessages.ChangeCipherSpec(), TlsMessages.Data(TlsMessages.Finished13));
}
