using Gatehouse.Diagnosis.Judgement;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Tests.Judgement.Tls;

namespace Gatehouse.Diagnosis.Tests.Judgement;

public sealed class TcpLookTests
{
    [Fact]
    public void Encrypted_goodbyes_behind_data_of_both_sides_are_clean() =>
        Assert.True(IsClean(Opened().Client(TlsMessages.Data(200)).Server(TlsMessages.Data(900)).Client(TlsMessages.EncryptedAlert()).Server(TlsMessages.EncryptedAlert())));

    [Fact]
    public void An_encrypted_alert_in_answer_to_the_request_is_not() =>
        Assert.False(IsClean(Opened().Client(TlsMessages.Data(200)).Server(TlsMessages.EncryptedAlert())));

    [Fact]
    public void An_error_in_the_clear_behind_data_of_both_sides_is_not() =>
        Assert.False(IsClean(Opened().Client(TlsMessages.Data(200)).Server(TlsMessages.Data(900)).Server(TlsMessages.Alert(description: 40))));

    [Fact]
    public void A_server_below_the_best_of_the_client_is_worth_a_remark_unless_it_says_that_it_could_do_better()
    {
        CaseRunner plain = Judged.Run(Opened().Client(TlsMessages.Data(200)).Server(TlsMessages.Data(900)).ClientFin().ServerFin());
        Assert.True(TcpLook.IsClean(plain.Tcp[0], plain.Context));
        Assert.NotNull(TcpLook.OfRemark(plain.Tcp[0]));

        ScriptedConnection marked = new ScriptedConnection()
            .Client(TlsMessages.ModernHello())
            .Server([TlsMessages.ServerHello(marked: true), .. TlsMessages.ServerFlight12(TlsMessages.GoodDer())[1..]])
            .Client(TlsMessages.ClientFlight12())
            .Server(TlsMessages.ServerEnd12());
        Assert.False(IsClean(marked.Client(TlsMessages.Data(200)).Server(TlsMessages.Data(900))));
    }

    private static ScriptedConnection Opened() => new ScriptedConnection()
        .Client(TlsMessages.ModernHello())
        .Server(TlsMessages.ServerFlight12(TlsMessages.GoodDer()))
        .Client(TlsMessages.ClientFlight12())
        .Server(TlsMessages.ServerEnd12());

    private static bool IsClean(ScriptedConnection connection)
    {
        CaseRunner runner = Judged.Run(connection.ClientFin().ServerFin());
        TcpConversation conversation = Assert.Single(runner.Tcp);
        return TcpLook.IsClean(conversation, runner.Context);
    }
}
