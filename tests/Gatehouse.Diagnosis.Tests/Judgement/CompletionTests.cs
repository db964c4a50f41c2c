using System.Text;
using Gatehouse.Diagnosis.Judgement;
using Gatehouse.Diagnosis.Tests.Judgement.Tls;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Judgement;

public sealed class CompletionTests
{
    private static readonly byte[] Get = Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: policy.example\r\n\r\n");
    private static readonly byte[] Ok = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    private static readonly byte[] Cut = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok");

    [Fact]
    public void A_request_with_its_whole_answer_is_complete() => Assert.True(Shown(new ScriptedConnection().Client(Get).Server(Ok).ClientFin().ServerFin()));

    [Fact]
    public void A_request_without_an_answer_is_not() => Assert.False(Shown(new ScriptedConnection().Client(Get).ClientFin().ServerFin()));

    [Fact]
    public void Nor_is_the_second_of_two_without_one() => Assert.False(Shown(new ScriptedConnection().Client(Get).Server(Ok).Client(Get).ClientFin().ServerFin()));

    [Fact]
    public void Nor_is_an_answer_cut_short_by_the_server() => Assert.False(Shown(new ScriptedConnection().Client(Get).Server(Cut).ServerFin().ClientFin()));

    [Fact]
    public void A_connection_that_carried_nothing_is_not() => Assert.False(Shown(new ScriptedConnection().ClientFin().ServerFin()));

    [Fact]
    public void A_handshake_with_data_behind_it_is() =>
        Assert.True(Shown(Handshake().Client(TlsMessages.Data(200)).Server(TlsMessages.Data(900)).ClientFin().ServerFin()));

    [Fact]
    public void A_handshake_left_at_once_is_not() => Assert.False(Shown(Handshake().ClientFin().ServerFin()));

    [Fact]
    public void A_hello_without_an_answer_is_not() => Assert.False(Shown(new ScriptedConnection().Client(TlsMessages.ModernHello()).ClientFin().ServerFin()));

    [Fact]
    public void A_handshake_refused_by_an_alert_is_not() =>
        Assert.False(Shown(new ScriptedConnection().Client(TlsMessages.ModernHello()).Server(TlsMessages.Alert(40)).ServerFin()));

    [Fact]
    public void Something_sent_taken_and_closed_in_good_order_needs_no_answer() =>
        Assert.True(Shown(new ScriptedConnection(serverPort: 9100).Client([1, 2, 3, 4]).ClientFin().ServerFin()));

    [Fact]
    public void The_same_reset_by_the_server_is_not_shown_to_be_of_use() =>
        Assert.False(Shown(new ScriptedConnection(serverPort: 9100).Client([1, 2, 3, 4]).ServerReset()));

    [Fact]
    public void A_datagram_with_an_answer_is_complete_and_one_without_is_not()
    {
        byte[] question = PacketBuilder.Ethernet(PacketBuilder.Udp("10.0.3.50", 50_000, "10.0.2.105", 9000, [1, 2, 3]));
        byte[] answer = PacketBuilder.Ethernet(PacketBuilder.Udp("10.0.2.105", 9000, "10.0.3.50", 50_000, [4, 5, 6]));

        Assert.True(Completion.IsShown(Assert.Single(CaseRunner.Frames([(0, question), (0.1, answer)]).Udp)));
        Assert.False(Completion.IsShown(Assert.Single(CaseRunner.Frames([(0, question)]).Udp)));
        Assert.False(Completion.IsShown(Assert.Single(CaseRunner.Frames([(0, answer)]).Udp)));
    }

    [Theory]
    [InlineData("239.255.255.250", 1900, true)]
    [InlineData("255.255.255.255", 67, false)]
    [InlineData("10.0.2.105", 1900, false)]
    public void Only_what_goes_to_several_receivers_needs_no_answer(string to, int port, bool isOneWay)
    {
        byte[] sent = PacketBuilder.Ethernet(PacketBuilder.Udp("10.0.3.50", 50_000, to, port, [1, 2, 3]));

        Assert.Equal(isOneWay, Completion.IsOneWayByNature(Assert.Single(CaseRunner.Frames([(0, sent)]).Udp)));
    }

    private static bool Shown(ScriptedConnection connection) => Completion.IsShown(Assert.Single(Judged.Run(connection).Tcp));

    private static ScriptedConnection Handshake() => new ScriptedConnection()
        .Client(TlsMessages.ModernHello())
        .Server(TlsMessages.ServerFlight12(TlsMessages.GoodDer()))
        .Client(TlsMessages.ClientFlight12())
        .Server(TlsMessages.ServerEnd12());
}
